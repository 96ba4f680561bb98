from odoo.addons.component.core import Component


class DemoPartnerBatchImporter(Component):
    """Queues a job for each contact."""

    _name = "demo.res.partner.batch.importer"
    _inherit = ["base.importer", "demo.base"]
    _apply_on = ["demo.res.partner"]
    _usage = "batch.importer"

    def run(self, filters=None):
        for external_id in self.backend_adapter.search(filters):
            self.model.with_delay().import_record(self.backend_record, external_id)


class DemoPartnerImporter(Component):
    """Imports one contact."""

    _name = "demo.res.partner.importer"
    _inherit = ["base.importer", "demo.base"]
    _apply_on = ["demo.res.partner"]
    _usage = "record.importer"

    def run(self, external_id):
        external_id = str(external_id)
        self.advisory_lock_or_retry(f"demo-{self.backend_record.id}-{external_id}")
        record = self.backend_adapter.read(external_id)
        binding = self.binder.to_internal(external_id)
        mapped = self.mapper.map_record(record)
        if binding:
            binding.with_context(connector_no_export=True).write(mapped.values())
        else:
            values = mapped.values(for_create=True)
            binding = self.model.with_context(connector_no_export=True).create(values)
        self.binder.bind(external_id, binding)
