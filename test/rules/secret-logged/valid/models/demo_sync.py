import logging

from odoo import models

_logger = logging.getLogger(__name__)


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_partners(self):
        for backend in self.sudo():
            _logger.info("Connecting backend %s", backend.id)
            _logger.debug("With a key: %s", bool(backend.api_key))
        return super().action_import_partners()
