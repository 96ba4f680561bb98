from odoo.addons.component.core import AbstractComponent


class AcmeImporter(AbstractComponent):
    _name = "acme.importer"
    _inherit = "base.importer"
    _collection = "acme.backend"
    _usage = "record.importer"

    def run(self, external_id):
        record = self.component(usage="backend.adapter").read(external_id)
        values = self.component(usage="import.mapper").map_record(record).values()
        binder = self.component(usage="binder")
        binding = binder.to_internal(external_id)
        if binding:
            binding.with_context(connector_no_export=True).write(values)
        else:
            binding = self.model.with_context(connector_no_export=True).create(values)
        binder.bind(external_id, binding)
        return binding


class AcmeBatchImporter(AbstractComponent):
    _name = "acme.batch.importer"
    _inherit = "base.importer"
    _collection = "acme.backend"
    _usage = "batch.importer"

    def run(self, filters=None):
        adapter = self.component(usage="backend.adapter")
        for record in adapter.search_read(filters):
            self.model.with_delay().import_record(self.backend_record, str(record["id"]))
