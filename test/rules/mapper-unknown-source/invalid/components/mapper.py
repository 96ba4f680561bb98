from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import follow_m2o_relations


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("full_name", "name"),  # expect: mapper-unknown-source
        (follow_m2o_relations("country_id.iso_code"), "country"),  # expect: mapper-unknown-source
    ]
