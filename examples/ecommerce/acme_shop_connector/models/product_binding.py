from odoo import fields, models


class AcmeShopProductTemplate(models.Model):
    """A product of Acme Shop and its product in Odoo."""

    _name = "acme_shop.product.template"
    _inherit = ["generic.binding", "generic.image.binding"]
    _inherits = {"product.template": "odoo_id"}
    _description = "Acme Shop Product"

    _entity = "product"
    _entity_plural = "products"
    _conflict_field = "conflict_products"
    _sends = ("name", "active", "categ_id")

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="product.template",
        string="Odoo Product",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ProductTemplate(models.Model):
    _inherit = "product.template"

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.product.template",
        inverse_name="odoo_id",
        string="Acme Shop Products",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
