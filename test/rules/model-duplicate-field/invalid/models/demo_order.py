from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    note = fields.Text()
    number = fields.Char()
    note = fields.Char()  # expect: model-duplicate-field
