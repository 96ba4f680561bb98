from odoo import fields, models


class AcmeParcelsStockPicking(models.Model):
    """A delivery of Acme Parcels and its transfer in Odoo."""

    _name = "acme_parcels.stock.picking"
    _inherit = "generic.binding"
    _inherits = {"stock.picking": "odoo_id"}
    _description = "Acme Parcels Delivery"

    _entity = "delivery"
    _entity_plural = "deliveries"

    backend_id = fields.Many2one(
        comodel_name="acme_parcels.backend",
        string="Acme Parcels Backend",
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
    external_carrier = fields.Char(
        index=True,
        readonly=True,
        copy=False,
    )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    acme_parcels_bind_ids = fields.One2many(
        comodel_name="acme_parcels.stock.picking",
        inverse_name="odoo_id",
        string="Acme Parcels Deliveries",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
