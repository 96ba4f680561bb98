from odoo import fields, models


class AcmeParcelsStockLevel(models.Model):
    """A stock record of Acme Parcels and its product variant in Odoo."""

    _name = "acme_parcels.stock.level"
    _inherit = "generic.stock.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Acme Parcels Stock"

    _entity = "stock"
    _entity_plural = "stock"

    backend_id = fields.Many2one(
        comodel_name="acme_parcels.backend",
        string="Acme Parcels Backend",
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
