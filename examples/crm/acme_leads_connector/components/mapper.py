from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    convert,
    convert_out,
    country,
    either,
    equals,
    find,
    find_out,
    first,
    follow,
    lookup,
    lookup_out,
    state,
    state_code,
    to_bool,
    to_date,
    to_float,
    to_int,
    to_iso8601,
)


class ContactImportMapper(Component):
    """Maps contacts of Acme Leads onto res.partner."""

    _name = "acme_leads.contact.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.res.partner"

    _stamps = {
        "external_name": "name",
        "external_updated_at": "updated_at",
    }
    direct = [
        (first("name", "email", "id"), "name"),
        ("email", "email"),
        ("phone", "phone"),
        ("vat", "vat"),
        ("note", "comment"),
        ("address.street", "street"),
        ("address.street2", "street2"),
        ("address.city", "city"),
        ("address.zip", "zip"),
        (country("address.country_code"), "country_id"),
        (state("address.state_code", country="address.country_code"), "state_id"),
        (equals("kind", "company"), "is_company"),
        (lookup("company_id", "acme_leads.res.partner"), "parent_id"),
    ]


class StageImportMapper(Component):
    """Maps stages of Acme Leads onto crm.stage."""

    _name = "acme_leads.stage.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.stage"

    _stamps = {
        "external_name": "name",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "name"),
        (to_int("position"), "sequence"),
        (to_bool("is_won"), "is_won"),
    ]


class LeadImportMapper(Component):
    """Maps leads of Acme Leads onto crm.lead."""

    _name = "acme_leads.lead.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.lead"

    _stamps = {
        "external_name": "title",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("title", "name"),
        (
            convert(
                "kind", {"lead": "lead", "deal": "opportunity"}, default="opportunity"
            ),
            "type",
        ),
        (lookup("contact_id", "acme_leads.res.partner"), "partner_id"),
        ("company_name", "partner_name"),
        ("contact_name", "contact_name"),
        ("email", "email_from"),
        ("phone", "phone"),
        (lookup("stage_id", "acme_leads.crm.stage"), "stage_id"),
        (to_float("amount"), "expected_revenue"),
        (to_float("probability"), "probability"),
        (to_date("expected_close"), "date_deadline"),
        (find("owner_email", "email", missing="ignore"), "user_id"),
        (find("tags", "name", missing="create"), "tag_ids"),
        ("description", "description"),
    ]


class ProjectImportMapper(Component):
    """Maps projects of Acme Leads onto project.project."""

    _name = "acme_leads.project.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.project"

    _stamps = {
        "external_name": "name",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "name"),
        (lookup("partner_id", "acme_leads.res.partner"), "partner_id"),
        (to_date("date"), "date"),
        ("description", "description"),
        (to_bool("active"), "active"),
        (to_date("date_start"), "date_start"),
        ("label_tasks", "label_tasks"),
        (
            convert(
                "privacy_visibility",
                {
                    "employees": "employees",
                    "followers": "followers",
                    "invited_users": "invited_users",
                    "portal": "portal",
                },
            ),
            "privacy_visibility",
        ),
        (find("tags", "name", missing="create"), "tag_ids"),
    ]


class ContactExportMapper(Component):
    """Maps res.partner onto contacts of Acme Leads."""

    _name = "acme_leads.contact.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.res.partner"

    direct = [
        ("name", "name"),
        ("email", "email"),
        ("phone", "phone"),
        ("vat", "vat"),
        ("comment", "note"),
        ("street", "address.street"),
        ("street2", "address.street2"),
        ("city", "address.city"),
        ("zip", "address.zip"),
        (follow("country_id.code"), "address.country_code"),
        (state_code("state_id"), "address.state_code"),
        (either("is_company", "company", "person"), "kind"),
        (lookup_out("parent_id", "acme_leads.res.partner"), "company_id"),
    ]


class StageExportMapper(Component):
    """Maps crm.stage onto stages of Acme Leads."""

    _name = "acme_leads.stage.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.stage"

    direct = [
        ("name", "name"),
        ("sequence", "position"),
        ("is_won", "is_won"),
    ]


class LeadExportMapper(Component):
    """Maps crm.lead onto leads of Acme Leads."""

    _name = "acme_leads.lead.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.lead"

    direct = [
        ("name", "title"),
        (convert_out("type", {"lead": "lead", "opportunity": "deal"}), "kind"),
        (lookup_out("partner_id", "acme_leads.res.partner"), "contact_id"),
        ("partner_name", "company_name"),
        ("contact_name", "contact_name"),
        ("email_from", "email"),
        ("phone", "phone"),
        (lookup_out("stage_id", "acme_leads.crm.stage"), "stage_id"),
        ("expected_revenue", "amount"),
        ("probability", "probability"),
        ("date_deadline", "expected_close"),
        (find_out("user_id", "email"), "owner_email"),
        (find_out("tag_ids", "name"), "tags"),
        ("description", "description"),
    ]


class ProjectExportMapper(Component):
    """Maps project.project onto projects of Acme Leads."""

    _name = "acme_leads.project.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.project"

    direct = [
        ("name", "name"),
        (lookup_out("partner_id", "acme_leads.res.partner"), "partner_id"),
        ("date", "date"),
        ("description", "description"),
        ("active", "active"),
        ("date_start", "date_start"),
        ("label_tasks", "label_tasks"),
        (
            convert_out(
                "privacy_visibility",
                {
                    "employees": "employees",
                    "followers": "followers",
                    "invited_users": "invited_users",
                    "portal": "portal",
                },
            ),
            "privacy_visibility",
        ),
        (find_out("tag_ids", "name"), "tags"),
    ]


class TaskExportMapper(Component):
    """Maps project.task onto tasks of Acme Leads."""

    _name = "acme_leads.task.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.task"

    direct = [
        ("name", "name"),
        (lookup_out("partner_id", "acme_leads.res.partner"), "partner_id"),
        (lookup_out("parent_id", "acme_leads.project.task"), "parent_id"),
        (to_iso8601("date_deadline"), "date_deadline"),
        ("description", "description"),
        ("active", "active"),
        ("allocated_hours", "allocated_hours"),
        (to_iso8601("date_assign"), "date_assign"),
        (to_iso8601("date_end"), "date_end"),
        (to_iso8601("date_last_stage_update"), "date_last_stage_update"),
        ("email_cc", "email_cc"),
        ("email_from", "email_from"),
        ("partner_phone", "partner_phone"),
        (convert_out("priority", {"0": "0", "1": "1", "2": "2", "3": "3"}), "priority"),
        (lookup_out("project_id", "acme_leads.project.project"), "project_id"),
        (find_out("tag_ids", "name"), "tags"),
        ("working_days_close", "working_days_close"),
        ("working_days_open", "working_days_open"),
        ("working_hours_close", "working_hours_close"),
    ]
