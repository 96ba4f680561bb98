from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _language(self):
        return self.env.context.get("lang")
