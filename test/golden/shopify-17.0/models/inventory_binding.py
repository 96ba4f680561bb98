from odoo import fields, models


class ShopifyStockLevel(models.Model):
    """An inventory record of Shopify and its product variant in Odoo."""

    _name = "shopify.stock.level"
    _inherit = "generic.stock.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Shopify Inventory"

    _entity = "inventory"
    _entity_plural = "inventory"

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="product.product",
        string="Odoo Product Variant",
        required=True,
        index=True,
        ondelete="cascade",
    )
