from odoo.addons.component.core import Component


class DemoPartnerImportMapper(Component):  # expect: mapper-required-unmapped
    """Turns a contact of Demo into one of Odoo."""

    _name = "demo.res.partner.import.mapper"
    _inherit = ["base.import.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
        ("email", "email"),
    ]
