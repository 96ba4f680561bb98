from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    parent_id = fields.Many2one(comodel_name="demo.order")
    child_ids = fields.One2many(
        comodel_name="demo.order",
        inverse_name="parent",  # expect: model-unknown-inverse
    )
