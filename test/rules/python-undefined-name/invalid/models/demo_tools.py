from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_greet(self):
        raise UserError(self.name)  # expect: python-undefined-name
