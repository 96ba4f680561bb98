from odoo.addons.component.core import Component


class ContactBatchImporter(Component):
    """Imports contacts page by page."""

    _name = "demo.contact.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "demo.backend"
    _apply_on = "demo.res.partner"


class ContactImporter(Component):
    """Imports contacts."""

    _name = "demo.contact.importer"
    _inherit = "generic.partner.importer"
    _collection = "demo.backend"
    _apply_on = "demo.res.partner"

    _match_on = (("email", "email"),)
    _dependencies = ({"model": "demo.res.partner", "path": "company_id"},)
