from odoo import fields, models


class WoocommerceStockLevel(models.Model):
    """An inventory record of WooCommerce and its product variant in Odoo."""

    _name = "woocommerce.stock.level"
    _inherit = "generic.stock.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "WooCommerce Inventory"

    _entity = "inventory"
    _entity_plural = "inventory"

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
