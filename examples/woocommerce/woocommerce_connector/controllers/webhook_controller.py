from odoo import http

from odoo.addons.generic_connector.controllers.webhook_controller import (
    GenericWebhookController,
    webhook_route,
)


class WoocommerceWebhookController(GenericWebhookController):
    """Receives the deliveries of WooCommerce."""

    @http.route(
        ["/woocommerce/webhook", "/woocommerce/webhook/<string:token>"], **webhook_route
    )
    def woocommerce_webhook(self, token=None, **_kwargs):
        """Verify and store a delivery; a job processes it."""
        return self._receive("woocommerce.backend", token)
