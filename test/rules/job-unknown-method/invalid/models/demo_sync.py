from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_one(self):
        """Queue the import of contact 1."""
        self.env["demo.res.partner"].with_delay().import_one(self, "1")  # expect: job-unknown-method
