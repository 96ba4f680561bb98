from odoo.addons.component.core import Component


class ContactExporter(Component):
    """Exports contacts to Demo."""

    _name = "demo.contact.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "demo.backend"
    _apply_on = "demo.res.partner"

    _natural_key = (("email", "email"),)
    _export_dependencies = (("parent_id", "demo.res.partner"),)


class ContactBatchExporter(Component):
    """Queues the export of many contacts."""

    _name = "demo.contact.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "demo.backend"
    _apply_on = "demo.res.partner"
