from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _may_import(self):
        return self.user_has_groups("base.group_system")  # expect: model-removed-method

    def name_get(self):  # expect: model-removed-method
        return [(order.id, f"Order {order.name}") for order in self]
