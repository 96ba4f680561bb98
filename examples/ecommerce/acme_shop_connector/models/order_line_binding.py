from odoo import fields, models


class AcmeShopSaleOrderLine(models.Model):
    """An order line of an order of Acme Shop and its sales order line in Odoo."""

    _name = "acme_shop.sale.order.line"
    _inherit = "generic.binding"
    _inherits = {"sale.order.line": "odoo_id"}
    _description = "Acme Shop Order Line"

    _entity = "order_line"
    _entity_plural = "order_lines"

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
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

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.sale.order.line",
        inverse_name="odoo_id",
        string="Acme Shop Order Lines",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
