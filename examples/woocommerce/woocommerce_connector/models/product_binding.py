from odoo import fields, models


class WoocommerceProductTemplate(models.Model):
    """A product of WooCommerce and its product in Odoo."""

    _name = "woocommerce.product.template"
    _inherit = ["generic.binding", "generic.image.binding"]
    _inherits = {"product.template": "odoo_id"}
    _description = "WooCommerce Product"

    _entity = "product"
    _entity_plural = "products"
    _conflict_field = "conflict_products"
    _sends = ("name", "default_code", "barcode", "list_price", "weight", "active")

    backend_id = fields.Many2one(
        comodel_name="woocommerce.backend",
        string="WooCommerce Backend",
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

    woocommerce_bind_ids = fields.One2many(
        comodel_name="woocommerce.product.template",
        inverse_name="odoo_id",
        string="WooCommerce Products",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
