from odoo import _, models
from odoo.exceptions import UserError


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_greet(self):
        message = _(f"{self.name} does not answer")  # expect: python-translated-late
        raise UserError(message)
