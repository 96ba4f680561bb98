from odoo import fields, models


class ShopifySaleOrder(models.Model):
    """An order of Shopify and its sales order in Odoo."""

    _name = "shopify.sale.order"
    _inherit = "generic.binding"
    _inherits = {"sale.order": "odoo_id"}
    _description = "Shopify Order"

    _entity = "order"
    _entity_plural = "orders"

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
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

    shopify_bind_ids = fields.One2many(
        comodel_name="shopify.sale.order",
        inverse_name="odoo_id",
        string="Shopify Orders",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
