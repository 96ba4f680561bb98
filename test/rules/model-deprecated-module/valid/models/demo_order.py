from odoo import fields, models
from odoo.fields import Domain


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _find(self, names):
        domain = Domain.OR([("name", "=", name)] for name in names)
        return self.search(domain)
