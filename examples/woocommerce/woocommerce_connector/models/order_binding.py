from odoo import fields, models


class WoocommerceSaleOrder(models.Model):
    """An order of WooCommerce and its sales order in Odoo."""

    _name = "woocommerce.sale.order"
    _inherit = "generic.binding"
    _inherits = {"sale.order": "odoo_id"}
    _description = "WooCommerce Order"

    _entity = "order"
    _entity_plural = "orders"

    backend_id = fields.Many2one(
        comodel_name="woocommerce.backend",
        string="WooCommerce Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="sale.order",
        string="Odoo Sales Order",
        required=True,
        index=True,
        ondelete="cascade",
    )


class SaleOrder(models.Model):
    _inherit = "sale.order"

    woocommerce_bind_ids = fields.One2many(
        comodel_name="woocommerce.sale.order",
        inverse_name="odoo_id",
        string="WooCommerce Orders",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
