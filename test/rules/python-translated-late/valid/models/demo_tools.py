from odoo import _, models
from odoo.exceptions import UserError


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_greet(self):
        message = _("%s does not answer", self.name)
        raise UserError(message)
