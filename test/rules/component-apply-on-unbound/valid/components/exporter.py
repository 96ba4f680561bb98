from odoo.addons.component.core import Component


class DemoPartnerExporter(Component):
    """Exports one contact."""

    _name = "demo.res.partner.exporter"
    _inherit = ["base.exporter", "demo.base"]
    _apply_on = ["demo.res.partner"]
    _usage = "record.exporter"

    def run(self, binding):
        values = self.mapper.map_record(binding).values()
        self.backend_adapter.write(self.binder.to_external(binding), values)
