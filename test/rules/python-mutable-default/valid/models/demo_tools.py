from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _headers(self, headers=None):
        return {**(headers or {}), "X-Backend": str(self.id)}
