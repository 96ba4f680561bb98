from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    active = fields.Boolean(default=True)

    def close(self):
        self.toggle_active()  # expect: model-deprecated-method
