from odoo import http

from odoo.addons.generic_connector.controllers.webhook_controller import (
    GenericWebhookController,
    webhook_route,
)


class AcmeShopWebhookController(GenericWebhookController):
    """Receives the deliveries of Acme Shop."""

    @http.route(
        ["/acme_shop/webhook", "/acme_shop/webhook/<string:token>"], **webhook_route
    )
    def acme_shop_webhook(self, token=None, **_kwargs):
        """Verify and store a delivery; a job processes it."""
        return self._receive("acme_shop.backend", token)
