from odoo import models


class DemoResPartner(models.Model):
    _inherit = "demo.res.partner"

    def export_record(self):
        result = super().export_record()
        self.env.cr.commit()  # expect: job-commits
        return result
