from odoo import fields, models


class ShopifyResPartnerAddress(models.Model):
    """An address of a customer of Shopify and its contact in Odoo."""

    _name = "shopify.res.partner.address"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Shopify Address"

    _entity = "address"
    _entity_plural = "addresses"
    _conflict_field = "conflict_customers"

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="res.partner",
        string="Odoo Contact",
        required=True,
        index=True,
        ondelete="cascade",
    )
