from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_some(self):
        """Queue the import of two contacts."""
        partners = self.env["demo.res.partner"]
        for external_id in ("1", "2"):
            partners.with_delay().import_record(self, external_id)
