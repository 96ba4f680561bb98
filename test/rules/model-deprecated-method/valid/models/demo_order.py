from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    active = fields.Boolean(default=True)

    def close(self):
        self.action_archive()
