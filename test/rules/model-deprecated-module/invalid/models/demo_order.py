from odoo import fields, models
from odoo.osv import expression  # expect: model-deprecated-module


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _find(self, names):
        domain = expression.OR([[("name", "=", name)] for name in names])
        return self.search(domain)
