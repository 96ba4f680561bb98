from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _may_import(self):
        return self.env.user.has_group("base.group_system")

    def _compute_display_name(self):
        for order in self:
            order.display_name = f"Order {order.name}"
