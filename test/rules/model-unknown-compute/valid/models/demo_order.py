from odoo import api, fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    amount = fields.Float()
    total = fields.Float(compute="_compute_total")

    @api.depends("amount")
    def _compute_total(self):
        for order in self:
            order.total = order.amount * 1.2
