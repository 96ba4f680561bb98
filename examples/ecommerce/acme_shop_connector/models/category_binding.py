from odoo import fields, models


class AcmeShopProductCategory(models.Model):
    """A category of Acme Shop and its product category in Odoo."""

    _name = "acme_shop.product.category"
    _inherit = "generic.binding"
    _inherits = {"product.category": "odoo_id"}
    _description = "Acme Shop Category"

    _entity = "category"
    _entity_plural = "categories"
    _conflict_field = "conflict_categories"
    _sends = ("name", "parent_id")

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="product.category",
        string="Odoo Product Category",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ProductCategory(models.Model):
    _inherit = "product.category"

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.product.category",
        inverse_name="odoo_id",
        string="Acme Shop Categories",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
