from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import external_to_m2o, mapping


class DemoPartnerImportMapper(Component):
    """Turns a contact of Demo into one of Odoo."""

    _name = "demo.res.partner.import.mapper"
    _inherit = ["base.import.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
        (external_to_m2o("parent", binding="demo.res.partner"), "parent_id"),
    ]

    @mapping
    def backend_id(self, record):
        return {"backend_id": self.backend_record.id}


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
    ]
