from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    state = fields.Selection(selection=[("new", "New"), ("done", "Done")])
    note = fields.Char(
        states={"done": [("readonly", True)]},  # expect: model-removed-attribute
    )
