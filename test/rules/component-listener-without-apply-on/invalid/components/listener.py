from odoo.addons.component.core import Component
from odoo.addons.component_event import skip_if


class DemoPartnerListener(Component):  # expect: component-listener-without-apply-on
    """Exports contacts that were changed."""

    _name = "demo.res.partner.listener"
    _inherit = "base.connector.listener"

    @skip_if(lambda self, record, **kwargs: self.no_connector_export(record))
    def on_record_write(self, record, fields=None):
        record.with_delay().export_record()
