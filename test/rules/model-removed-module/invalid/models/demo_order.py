from odoo import fields, models
from odoo.exceptions import Warning as UserError  # expect: model-removed-module


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def fail(self):
        raise UserError(self.env._("Demo said no."))
