from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _headers(self, headers={}):  # expect: python-mutable-default
        headers["X-Backend"] = str(self.id)
        return headers
