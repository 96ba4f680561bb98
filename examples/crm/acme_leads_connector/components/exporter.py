from odoo.addons.component.core import Component


class ContactExporter(Component):
    """Exports contacts to Acme Leads."""

    _name = "acme_leads.contact.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.res.partner"

    _natural_key = (("email", "email"),)
    _export_dependencies = (("parent_id", "acme_leads.res.partner"),)


class ContactBatchExporter(Component):
    """Queues the export of many contacts."""

    _name = "acme_leads.contact.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.res.partner"


class StageExporter(Component):
    """Exports stages to Acme Leads."""

    _name = "acme_leads.stage.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.stage"

    _natural_key = (("name", "name"),)


class StageBatchExporter(Component):
    """Queues the export of many stages."""

    _name = "acme_leads.stage.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.stage"


class LeadExporter(Component):
    """Exports leads to Acme Leads."""

    _name = "acme_leads.lead.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.lead"

    _export_dependencies = (
        ("partner_id", "acme_leads.res.partner"),
        ("stage_id", "acme_leads.crm.stage"),
    )


class LeadBatchExporter(Component):
    """Queues the export of many leads."""

    _name = "acme_leads.lead.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.lead"


class ProjectExporter(Component):
    """Exports projects to Acme Leads."""

    _name = "acme_leads.project.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.project"

    _natural_key = (("name", "name"),)
    _export_dependencies = (("partner_id", "acme_leads.res.partner"),)


class ProjectBatchExporter(Component):
    """Queues the export of many projects."""

    _name = "acme_leads.project.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.project"


class TaskExporter(Component):
    """Exports tasks to Acme Leads."""

    _name = "acme_leads.task.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.task"

    _natural_key = (("name", "name"),)
    _export_dependencies = (
        ("partner_id", "acme_leads.res.partner"),
        ("parent_id", "acme_leads.project.task"),
        ("project_id", "acme_leads.project.project"),
    )


class TaskBatchExporter(Component):
    """Queues the export of many tasks."""

    _name = "acme_leads.task.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.task"
