from odoo import api, fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    amount = fields.Float()

    @api.multi  # expect: model-removed-decorator
    def double(self):
        for order in self:
            order.amount *= 2
