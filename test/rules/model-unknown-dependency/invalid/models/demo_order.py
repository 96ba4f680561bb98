from odoo import api, fields, models


class DemoOrder(models.Model):
    """An order of Demo."""

    _name = "demo.order"
    _description = "Demo Order"

    partner_id = fields.Many2one(comodel_name="res.partner")
    city = fields.Char(compute="_compute_city")

    @api.depends("partner_id.town")  # expect: model-unknown-dependency
    def _compute_city(self):
        for order in self:
            order.city = order.partner_id.city
