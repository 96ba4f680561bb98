from odoo.addons.component.core import Component


class ContactBatchImporter(Component):
    """Imports contacts page by page."""

    _name = "acme_leads.contact.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.res.partner"


class ContactImporter(Component):
    """Imports contacts."""

    _name = "acme_leads.contact.importer"
    _inherit = "generic.partner.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.res.partner"

    _match_on = (("email", "email"),)
    _dependencies = ({"model": "acme_leads.res.partner", "path": "company_id"},)


class StageBatchImporter(Component):
    """Imports stages page by page."""

    _name = "acme_leads.stage.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.stage"


class StageImporter(Component):
    """Imports stages."""

    _name = "acme_leads.stage.importer"
    _inherit = "generic.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.stage"

    _match_on = (("name", "name"),)


class LeadBatchImporter(Component):
    """Imports leads page by page."""

    _name = "acme_leads.lead.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.lead"


class LeadImporter(Component):
    """Imports leads."""

    _name = "acme_leads.lead.importer"
    _inherit = "generic.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.crm.lead"

    _dependencies = (
        {"model": "acme_leads.res.partner", "path": "contact_id"},
        {"model": "acme_leads.crm.stage", "path": "stage_id"},
    )


class ProjectBatchImporter(Component):
    """Imports projects page by page."""

    _name = "acme_leads.project.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.project"


class ProjectImporter(Component):
    """Imports projects."""

    _name = "acme_leads.project.importer"
    _inherit = "generic.importer"
    _collection = "acme_leads.backend"
    _apply_on = "acme_leads.project.project"

    _match_on = (("name", "name"),)
    _dependencies = ({"model": "acme_leads.res.partner", "path": "partner_id"},)
