from odoo import fields, models


class AcmeLeadsProjectTask(models.Model):
    """A task of Acme Leads and its task in Odoo."""

    _name = "acme_leads.project.task"
    _inherit = "generic.binding"
    _inherits = {"project.task": "odoo_id"}
    _description = "Acme Leads Task"

    _entity = "task"
    _entity_plural = "tasks"

    backend_id = fields.Many2one(
        comodel_name="acme_leads.backend",
        string="Acme Leads Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="project.task",
        string="Odoo Task",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ProjectTask(models.Model):
    _inherit = "project.task"

    acme_leads_bind_ids = fields.One2many(
        comodel_name="acme_leads.project.task",
        inverse_name="odoo_id",
        string="Acme Leads Tasks",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
