from odoo import fields, models


class ShopifyProductProduct(models.Model):
    """A variant of a product of Shopify and its product variant in Odoo."""

    _name = "shopify.product.product"
    _inherit = "generic.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Shopify Variant"

    _entity = "variant"
    _entity_plural = "variants"
    _conflict_field = "conflict_products"
    _sends = ("default_code", "barcode", "price_extra", "weight")

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
    inventory_item_id = fields.Char(
        string="Inventory Item ID",
        index=True,
        readonly=True,
        copy=False,
    )


class ProductProduct(models.Model):
    _inherit = "product.product"

    shopify_bind_ids = fields.One2many(
        comodel_name="shopify.product.product",
        inverse_name="odoo_id",
        string="Shopify Variants",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
    shopify_inventory_bind_ids = fields.One2many(
        comodel_name="shopify.stock.level",
        inverse_name="odoo_id",
        string="Shopify Inventory",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
