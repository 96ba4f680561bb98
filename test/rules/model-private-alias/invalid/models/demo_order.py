from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _language(self):
        return self._context.get("lang")  # expect: model-private-alias
