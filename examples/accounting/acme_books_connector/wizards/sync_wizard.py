from odoo import fields, models


class AcmeBooksSyncWizard(models.TransientModel):
    """Chooses what to import, and since when."""

    _name = "acme_books.sync.wizard"
    _inherit = "generic.sync.wizard"
    _description = "Acme Books Synchronisation"

    backend_id = fields.Many2one(
        comodel_name="acme_books.backend",
        required=True,
        default=lambda self: self._default_backend(),
    )
    sync_partners = fields.Boolean(string="Partners", default=True)
    sync_products = fields.Boolean(string="Products", default=True)
    sync_invoices = fields.Boolean(string="Invoices", default=True)
    sync_bills = fields.Boolean(string="Bills", default=True)
    sync_payments = fields.Boolean(string="Payments", default=True)
