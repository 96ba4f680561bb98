from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    amount = fields.Float(group_operator="avg")  # expect: model-deprecated-attribute
