from odoo.addons.component.core import Component
from odoo.addons.component_event import skip_if


class DemoPartnerListener(Component):
    """Exports contacts that were changed."""

    _name = "demo.res.partner.listener"
    _inherit = "base.connector.listener"
    _apply_on = ["demo.res.partner"]

    @skip_if(lambda self, record, **kwargs: self.no_connector_export(record))
    def on_record_write(self, record, fields=None):
        record.with_delay().export_record()
