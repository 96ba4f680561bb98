from odoo.addons.component.core import Component


class ContactExportListener(Component):
    """Exports contacts that change, where the backend's switch is on."""

    _name = "acme_leads.contact.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_leads.backend"
    _apply_on = ["res.partner"]

    _binding_model = "acme_leads.res.partner"
    _watched = {
        "res.partner": [
            "city",
            "comment",
            "country_id",
            "email",
            "is_company",
            "name",
            "parent_id",
            "phone",
            "state_id",
            "street",
            "street2",
            "vat",
            "zip",
        ],
    }


class StageExportListener(Component):
    """Exports stages that change, where the backend's switch is on."""

    _name = "acme_leads.stage.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_leads.backend"
    _apply_on = ["crm.stage"]

    _binding_model = "acme_leads.crm.stage"
    _watched = {
        "crm.stage": ["is_won", "name", "sequence"],
    }


class LeadExportListener(Component):
    """Exports leads that change, where the backend's switch is on."""

    _name = "acme_leads.lead.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_leads.backend"
    _apply_on = ["crm.lead"]

    _binding_model = "acme_leads.crm.lead"
    _watched = {
        "crm.lead": [
            "contact_name",
            "date_deadline",
            "description",
            "email_from",
            "expected_revenue",
            "name",
            "partner_id",
            "partner_name",
            "phone",
            "probability",
            "stage_id",
            "tag_ids",
            "type",
            "user_id",
        ],
    }


class ProjectExportListener(Component):
    """Exports projects that change, where the backend's switch is on."""

    _name = "acme_leads.project.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_leads.backend"
    _apply_on = ["project.project"]

    _binding_model = "acme_leads.project.project"
    _watched = {
        "project.project": [
            "active",
            "date",
            "date_start",
            "description",
            "label_tasks",
            "name",
            "partner_id",
            "privacy_visibility",
            "tag_ids",
        ],
    }


class TaskExportListener(Component):
    """Exports tasks that change, where the backend's switch is on."""

    _name = "acme_leads.task.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_leads.backend"
    _apply_on = ["project.task"]

    _binding_model = "acme_leads.project.task"
    _watched = {
        "project.task": [
            "active",
            "allocated_hours",
            "date_assign",
            "date_deadline",
            "date_end",
            "date_last_stage_update",
            "description",
            "email_cc",
            "email_from",
            "name",
            "parent_id",
            "partner_id",
            "partner_phone",
            "priority",
            "project_id",
            "tag_ids",
            "working_days_close",
            "working_days_open",
            "working_hours_close",
        ],
    }
