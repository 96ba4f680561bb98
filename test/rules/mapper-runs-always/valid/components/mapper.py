from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import changed_by, mapping


class DemoPartnerExportMapper(Component):
    """Turns a contact of Odoo into one of Demo."""

    _name = "demo.res.partner.export.mapper"
    _inherit = ["base.export.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    @changed_by("email")
    @mapping
    def email(self, record):
        return {"email": record.email or ""}
