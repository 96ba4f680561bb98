from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    number = fields.Char()
    tag_ids = fields.Many2many(comodel_name="res.partner.category")

    _number_unique = models.Constraint(
        "unique(number)",
        "There is an order of this number already.",
    )
