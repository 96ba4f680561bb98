from odoo.addons.component.core import Component


class DemoPartnerExporter(Component):
    """Exports one contact."""

    _name = "generic.exporter"  # expect: component-takes-known-name
    _inherit = ["base.exporter", "demo.base"]
    _apply_on = ["demo.res.partner"]
    _usage = "record.exporter"

    def run(self, binding):
        values = self.mapper.map_record(binding).values()
        external_id = self.binder.to_external(binding)
        if external_id:
            self.backend_adapter.write(external_id, values)
        else:
            self.binder.bind(self.backend_adapter.create(values), binding)
