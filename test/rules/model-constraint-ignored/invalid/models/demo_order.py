from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    number = fields.Char()

    _sql_constraints = [  # expect: model-constraint-ignored
        (
            "number_unique",
            "unique(number)",
            "There is an order of this number already.",
        ),
    ]
