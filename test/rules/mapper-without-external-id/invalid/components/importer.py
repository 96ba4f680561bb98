from odoo.addons.component.core import Component


class DemoPartnerImporter(Component):
    """Imports one contact."""

    _name = "demo.res.partner.importer"
    _inherit = ["base.importer", "demo.base"]
    _apply_on = ["demo.res.partner"]
    _usage = "record.importer"

    def run(self, number):
        record = self.backend_adapter.read(number)
        values = self.mapper.map_record(record).values(for_create=True)
        self.model.create(values)


class DemoPartnerBatchImporter(Component):
    """Queues a job for each contact."""

    _name = "demo.res.partner.batch.importer"
    _inherit = ["base.importer", "demo.base"]
    _apply_on = ["demo.res.partner"]
    _usage = "batch.importer"

    def run(self, filters=None):
        for number in self.backend_adapter.search(filters):
            self.model.with_delay().import_record(self.backend_record, number)
