from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import changed_by, mapping


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
    ]

    @changed_by("color")
    @mapping
    def color(self, record):
        return {"color": record.color}

    @changed_by("partner_latitude")
    @mapping
    def latitude(self, record):
        return {"latitude": record.partner_latitude}
