from odoo.addons.component.core import Component


class DemoPartnerImportMapper(Component):
    """Turns a contact of Demo into one of Odoo."""

    _name = "demo.res.partner.import.mapper"
    _inherit = ["base.import.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
    ]


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
    ]
