from odoo import fields, models


class ShopifySaleOrderLine(models.Model):
    """An order line of an order of Shopify and its sales order line in Odoo."""

    _name = "shopify.sale.order.line"
    _inherit = "generic.binding"
    _inherits = {"sale.order.line": "odoo_id"}
    _description = "Shopify Order Line"

    _entity = "order_line"
    _entity_plural = "order_lines"

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="sale.order.line",
        string="Odoo Sales Order Line",
        required=True,
        index=True,
        ondelete="cascade",
    )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    shopify_bind_ids = fields.One2many(
        comodel_name="shopify.sale.order.line",
        inverse_name="odoo_id",
        string="Shopify Order Lines",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
