from odoo import fields, models


class DemoSyncWizard(models.TransientModel):
    """Chooses what to import, and since when."""

    _name = "demo.sync.wizard"
    _inherit = "generic.sync.wizard"
    _description = "Demo Synchronisation"

    backend_id = fields.Many2one(
        comodel_name="demo.backend",
        required=True,
        default=lambda self: self._default_backend(),
    )
    sync_contacts = fields.Boolean(string="Contacts", default=True)
