from odoo import fields, models


class WoocommerceProductProduct(models.Model):
    """A variant of a product of WooCommerce and its product variant in Odoo."""

    _name = "woocommerce.product.product"
    _inherit = ["generic.binding", "generic.image.binding"]
    _inherits = {"product.product": "odoo_id"}
    _description = "WooCommerce Variant"

    _entity = "variant"
    _entity_plural = "variants"
    _conflict_field = "conflict_products"
    _sends = ("default_code", "barcode", "price_extra", "weight")

    backend_id = fields.Many2one(
        comodel_name="woocommerce.backend",
        string="WooCommerce Backend",
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


class ProductProduct(models.Model):
    _inherit = "product.product"

    woocommerce_bind_ids = fields.One2many(
        comodel_name="woocommerce.product.product",
        inverse_name="odoo_id",
        string="WooCommerce Variants",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
    woocommerce_inventory_bind_ids = fields.One2many(
        comodel_name="woocommerce.stock.level",
        inverse_name="odoo_id",
        string="WooCommerce Inventory",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
