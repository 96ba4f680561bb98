from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _group(self):
        return self.env.ref("demo_connector.group_manager")  # expect: model-unknown-xmlid
