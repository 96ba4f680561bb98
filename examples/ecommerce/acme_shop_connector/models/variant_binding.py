from odoo import fields, models


class AcmeShopProductProduct(models.Model):
    """A variant of a product of Acme Shop and its product variant in Odoo."""

    _name = "acme_shop.product.product"
    _inherit = "generic.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Acme Shop Variant"

    _entity = "variant"
    _entity_plural = "variants"
    _conflict_field = "conflict_products"
    _sends = ("default_code", "barcode", "price_extra", "weight")

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
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

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.product.product",
        inverse_name="odoo_id",
        string="Acme Shop Variants",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
    acme_shop_inventory_bind_ids = fields.One2many(
        comodel_name="acme_shop.stock.level",
        inverse_name="odoo_id",
        string="Acme Shop Inventory",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
