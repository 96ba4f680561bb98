from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_greet(self):
        print(self.name)  # expect: python-print
