from odoo import fields, models


class AcmeShopProductPricelist(models.Model):
    """A pricelist of Acme Shop and its pricelist in Odoo."""

    _name = "acme_shop.product.pricelist"
    _inherit = "generic.binding"
    _inherits = {"product.pricelist": "odoo_id"}
    _description = "Acme Shop Pricelist"

    _entity = "pricelist"
    _entity_plural = "pricelists"
    _conflict_field = "conflict_pricelists"

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="product.pricelist",
        string="Odoo Pricelist",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.product.pricelist",
        inverse_name="odoo_id",
        string="Acme Shop Pricelists",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
