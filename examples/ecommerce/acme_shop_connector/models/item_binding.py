from odoo import fields, models


class AcmeShopProductPricelistItem(models.Model):
    """An item of a pricelist of Acme Shop and its product pricelist item in Odoo."""

    _name = "acme_shop.product.pricelist.item"
    _inherit = "generic.binding"
    _inherits = {"product.pricelist.item": "odoo_id"}
    _description = "Acme Shop Item"

    _entity = "item"
    _entity_plural = "items"
    _conflict_field = "conflict_pricelists"

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="product.pricelist.item",
        string="Odoo Product Pricelist Item",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.product.pricelist.item",
        inverse_name="odoo_id",
        string="Acme Shop Items",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
