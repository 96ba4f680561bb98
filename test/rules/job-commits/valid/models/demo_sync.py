from odoo import models


class DemoResPartner(models.Model):
    _inherit = "demo.res.partner"

    def export_record(self):
        result = super().export_record()
        self.message_post_exported()
        return result

    def message_post_exported(self):
        """Note the export on the contact."""
        self.odoo_id.message_post(body="Exported to Demo.")
