from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    amount = fields.Float()

    def double(self):
        for order in self:
            order.amount *= 2
