from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_one(self):
        """Queue the import of contact 1."""
        job = self.env["demo.res.partner"].with_delay().import_record(self, "1")
        return job.uuid
