from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_one(self):
        """Queue the import of contact 1."""
        delayed = self.env["demo.res.partner"].with_delay(
            channel="root.demo",
        )
        delayed.import_record(self, "1")
