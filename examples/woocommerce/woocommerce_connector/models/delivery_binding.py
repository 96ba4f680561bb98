from odoo import fields, models


class WoocommerceStockPicking(models.Model):
    """A delivery of WooCommerce and its transfer in Odoo."""

    _name = "woocommerce.stock.picking"
    _inherit = "generic.binding"
    _inherits = {"stock.picking": "odoo_id"}
    _description = "WooCommerce Delivery"

    _entity = "delivery"
    _entity_plural = "deliveries"

    backend_id = fields.Many2one(
        comodel_name="woocommerce.backend",
        string="WooCommerce Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="stock.picking",
        string="Odoo Transfer",
        required=True,
        index=True,
        ondelete="cascade",
    )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    woocommerce_bind_ids = fields.One2many(
        comodel_name="woocommerce.stock.picking",
        inverse_name="odoo_id",
        string="WooCommerce Deliveries",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
