from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import convert


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
        ("color", "color"),  # expect: mapper-number-becomes-false
        (convert("partner_latitude", float), "latitude"),  # expect: mapper-number-becomes-false
    ]
