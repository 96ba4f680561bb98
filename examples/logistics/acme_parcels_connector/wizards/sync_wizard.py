from odoo import fields, models


class AcmeParcelsSyncWizard(models.TransientModel):
    """Chooses what to import, and since when."""

    _name = "acme_parcels.sync.wizard"
    _inherit = "generic.sync.wizard"
    _description = "Acme Parcels Synchronisation"

    backend_id = fields.Many2one(
        comodel_name="acme_parcels.backend",
        required=True,
        default=lambda self: self._default_backend(),
    )
    sync_partners = fields.Boolean(string="Partners", default=True)
    sync_products = fields.Boolean(string="Products", default=True)
    sync_deliveries = fields.Boolean(string="Deliveries", default=True)
    sync_stock = fields.Boolean(string="Stock", default=True)
