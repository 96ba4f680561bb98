from odoo import fields, models


class ShopifyStockPicking(models.Model):
    """A fulfillment of Shopify and its transfer in Odoo."""

    _name = "shopify.stock.picking"
    _inherit = "generic.binding"
    _inherits = {"stock.picking": "odoo_id"}
    _description = "Shopify Fulfillment"

    _entity = "fulfillment"
    _entity_plural = "fulfillments"

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
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

    shopify_bind_ids = fields.One2many(
        comodel_name="shopify.stock.picking",
        inverse_name="odoo_id",
        string="Shopify Fulfillments",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
