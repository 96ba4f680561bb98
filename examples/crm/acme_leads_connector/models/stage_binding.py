from odoo import fields, models


class AcmeLeadsCrmStage(models.Model):
    """A stage of Acme Leads and its stage in Odoo."""

    _name = "acme_leads.crm.stage"
    _inherit = "generic.binding"
    _inherits = {"crm.stage": "odoo_id"}
    _description = "Acme Leads Stage"

    _entity = "stage"
    _entity_plural = "stages"
    _conflict_field = "conflict_stages"
    _sends = ("name", "sequence", "is_won")

    backend_id = fields.Many2one(
        comodel_name="acme_leads.backend",
        string="Acme Leads Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="crm.stage",
        string="Odoo Stage",
        required=True,
        index=True,
        ondelete="cascade",
    )


class CrmStage(models.Model):
    _inherit = "crm.stage"

    acme_leads_bind_ids = fields.One2many(
        comodel_name="acme_leads.crm.stage",
        inverse_name="odoo_id",
        string="Acme Leads Stages",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
