from odoo.addons.component.core import Component


class DemoPartnerListener(Component):
    """Exports contacts that were changed."""

    _name = "demo.res.partner.listener"
    _inherit = "base.connector.listener"
    _apply_on = ["demo.res.partner"]

    def on_record_write(self, record, fields=None):  # expect: component-listener-echoes
        record.with_delay().export_record()
