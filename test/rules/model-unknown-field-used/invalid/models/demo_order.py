from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    name = fields.Char()

    def _partner(self, email):
        found = self.env["res.partner"].search([("e_mail", "=", email)])  # expect: model-unknown-field-used
        return found or found.create({"name": email, "mobile": ""})  # expect: model-unknown-field-used
