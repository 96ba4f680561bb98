import logging

from odoo import models

_logger = logging.getLogger(__name__)


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_partners(self):
        for backend in self.sudo():
            headers = {"Authorization": f"Bearer {backend.api_key}"}
            _logger.info("Connecting with %s", backend.api_key)  # expect: secret-logged
            _logger.debug("Headers: %s", headers)  # expect: secret-logged
        return super().action_import_partners()
