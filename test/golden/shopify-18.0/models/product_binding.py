from odoo import fields, models


class ShopifyProductTemplate(models.Model):
    """A product of Shopify and its product in Odoo."""

    _name = "shopify.product.template"
    _inherit = ["generic.binding", "generic.image.binding"]
    _inherits = {"product.template": "odoo_id"}
    _description = "Shopify Product"

    _entity = "product"
    _entity_plural = "products"
    _conflict_field = "conflict_products"
    _sends = ("name", "active")

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
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

    shopify_bind_ids = fields.One2many(
        comodel_name="shopify.product.template",
        inverse_name="odoo_id",
        string="Shopify Products",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
