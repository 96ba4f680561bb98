from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    partner_id = fields.Many2one(comodel_name="res.partner")
    country_id = fields.Many2one("res.countri")  # expect: model-unknown-comodel
