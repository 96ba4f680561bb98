from odoo import fields, models


class WoocommerceProductCategory(models.Model):
    """A category of WooCommerce and its product category in Odoo."""

    _name = "woocommerce.product.category"
    _inherit = "generic.binding"
    _inherits = {"product.category": "odoo_id"}
    _description = "WooCommerce Category"

    _entity = "category"
    _entity_plural = "categories"
    _conflict_field = "conflict_categories"

    backend_id = fields.Many2one(
        comodel_name="woocommerce.backend",
        string="WooCommerce Backend",
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

    woocommerce_bind_ids = fields.One2many(
        comodel_name="woocommerce.product.category",
        inverse_name="odoo_id",
        string="WooCommerce Categories",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
