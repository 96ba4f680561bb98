from odoo.addons.component.core import AbstractComponent


class AcmeExporter(AbstractComponent):
    _name = "acme.exporter"
    _inherit = "base.exporter"
    _collection = "acme.backend"
    _usage = "record.exporter"

    def run(self, binding):
        values = self.component(usage="export.mapper").map_record(binding).values()
        adapter = self.component(usage="backend.adapter")
        binder = self.component(usage="binder")
        external_id = binder.to_external(binding)
        if external_id:
            adapter.write(external_id, values)
        else:
            binder.bind(adapter.create(values)["id"], binding)
