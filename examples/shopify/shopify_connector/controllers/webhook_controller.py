from odoo import http

from odoo.addons.generic_connector.controllers.webhook_controller import (
    GenericWebhookController,
    webhook_route,
)


class ShopifyWebhookController(GenericWebhookController):
    """Receives the deliveries of Shopify."""

    @http.route(
        ["/shopify/webhook", "/shopify/webhook/<string:token>"], **webhook_route
    )
    def shopify_webhook(self, token=None, **_kwargs):
        """Verify and store a delivery; a job processes it."""
        return self._receive("shopify.backend", token)
