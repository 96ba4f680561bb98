from odoo import models
from odoo.exceptions import UserError


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_greet(self):
        raise UserError("The account is closed")  # expect: python-untranslated-error
