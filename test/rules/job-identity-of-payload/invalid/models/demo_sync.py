from odoo import fields, models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_one(self):
        """Queue the import of contact 1."""
        now = fields.Datetime.now()
        delayed = self.env["demo.res.partner"].with_delay(
            description=f"Import contact 1, asked for at {now}",
            identity_key=f"demo-{self.id}-1-{fields.Datetime.now()}",  # expect: job-identity-of-payload
        )
        delayed.import_record(self, "1")
