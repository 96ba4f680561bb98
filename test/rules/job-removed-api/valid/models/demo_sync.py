from odoo import models


class DemoResPartner(models.Model):
    _inherit = "demo.res.partner"

    def export_record(self):
        if not self.name:
            return "A contact without a name is not exported."
        return super().export_record()
