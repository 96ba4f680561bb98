from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"
    _order = "date_order desc, id"  # expect: model-unknown-order-field

    date = fields.Date()
