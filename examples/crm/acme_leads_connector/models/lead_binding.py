from odoo import fields, models


class AcmeLeadsCrmLead(models.Model):
    """A lead of Acme Leads and its lead in Odoo."""

    _name = "acme_leads.crm.lead"
    _inherit = "generic.binding"
    _inherits = {"crm.lead": "odoo_id"}
    _description = "Acme Leads Lead"

    _entity = "lead"
    _entity_plural = "leads"

    backend_id = fields.Many2one(
        comodel_name="acme_leads.backend",
        string="Acme Leads Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Odoo Lead",
        required=True,
        index=True,
        ondelete="cascade",
    )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    acme_leads_bind_ids = fields.One2many(
        comodel_name="acme_leads.crm.lead",
        inverse_name="odoo_id",
        string="Acme Leads Leads",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
