from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_check(self):
        for backend in self:
            backend._check()
            self.env.cr.commit()  # expect: python-commit
        return True

    def _check(self):
        return self.base_url
