from odoo import fields, models


class AcmeLeadsSyncWizard(models.TransientModel):
    """Chooses what to import, and since when."""

    _name = "acme_leads.sync.wizard"
    _inherit = "generic.sync.wizard"
    _description = "Acme Leads Synchronisation"

    backend_id = fields.Many2one(
        comodel_name="acme_leads.backend",
        required=True,
        default=lambda self: self._default_backend(),
    )
    sync_contacts = fields.Boolean(string="Contacts", default=True)
    sync_stages = fields.Boolean(string="Stages", default=True)
    sync_leads = fields.Boolean(string="Leads", default=True)
    sync_projects = fields.Boolean(string="Projects", default=True)
