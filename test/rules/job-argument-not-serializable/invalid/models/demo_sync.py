from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_some(self):
        """Queue the import of two contacts."""
        wanted = {"1", "2"}
        partners = self.env["demo.res.partner"]
        partners.with_delay().import_record(self, wanted)  # expect: job-argument-not-serializable
        partners.with_delay().import_record(self, b"3")  # expect: job-argument-not-serializable
