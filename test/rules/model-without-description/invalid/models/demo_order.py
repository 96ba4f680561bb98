from odoo import fields, models


class DemoOrder(models.Model):  # expect: model-without-description
    """An order of Demo."""

    _name = "demo.order"

    name = fields.Char()
