from odoo import fields, models


class AcmeLeadsCrmLead(models.Model):
    """A lead of Acme Leads and its lead in Odoo."""

    _name = "acme_leads.crm.lead"
    _inherit = "generic.binding"
    _inherits = {"crm.lead": "odoo_id"}
    _description = "Acme Leads Lead"

    _entity = "lead"
    _entity_plural = "leads"
    _conflict_field = "conflict_leads"
    _sends = (
        "name",
        "type",
        "partner_id",
        "partner_name",
        "contact_name",
        "email_from",
        "phone",
        "stage_id",
        "expected_revenue",
        "probability",
        "date_deadline",
        "user_id",
        "tag_ids",
        "description",
    )

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
