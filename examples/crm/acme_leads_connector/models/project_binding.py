from odoo import fields, models


class AcmeLeadsProjectProject(models.Model):
    """A project of Acme Leads and its project project in Odoo."""

    _name = "acme_leads.project.project"
    _inherit = "generic.binding"
    _inherits = {"project.project": "odoo_id"}
    _description = "Acme Leads Project"

    _entity = "project"
    _entity_plural = "projects"
    _conflict_field = "conflict_projects"
    _sends = (
        "name",
        "partner_id",
        "date",
        "description",
        "active",
        "date_start",
        "label_tasks",
        "privacy_visibility",
        "tag_ids",
    )

    backend_id = fields.Many2one(
        comodel_name="acme_leads.backend",
        string="Acme Leads Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="project.project",
        string="Odoo Project Project",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ProjectProject(models.Model):
    _inherit = "project.project"

    acme_leads_bind_ids = fields.One2many(
        comodel_name="acme_leads.project.project",
        inverse_name="odoo_id",
        string="Acme Leads Projects",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
