from odoo import fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    partner_id = fields.Many2one(comodel_name="res.partner")
    email = fields.Char(related="partner_id.email")
