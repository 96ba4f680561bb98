from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import follow_m2o_relations


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
        (follow_m2o_relations("country_id.code"), "country"),
    ]
