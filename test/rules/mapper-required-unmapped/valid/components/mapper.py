from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import mapping


class DemoPartnerImportMapper(Component):
    """Turns a contact of Demo into one of Odoo."""

    _name = "demo.res.partner.import.mapper"
    _inherit = ["base.import.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
        ("email", "email"),
    ]

    @mapping
    def backend_id(self, record):
        return {"backend_id": self.backend_record.id}
