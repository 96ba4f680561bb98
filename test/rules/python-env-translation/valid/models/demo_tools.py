from odoo import _, models
from odoo.exceptions import UserError


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def check_ready(self):
        if not self.base_url:
            raise UserError(_("Enter the address first."))
