from odoo import fields, models


class AcmeShopSaleOrder(models.Model):
    """An order of Acme Shop and its sales order in Odoo."""

    _name = "acme_shop.sale.order"
    _inherit = "generic.binding"
    _inherits = {"sale.order": "odoo_id"}
    _description = "Acme Shop Order"

    _entity = "order"
    _entity_plural = "orders"

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
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

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.sale.order",
        inverse_name="odoo_id",
        string="Acme Shop Orders",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
