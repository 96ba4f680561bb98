from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import convert, external_to_m2o, mapping


class DemoPartnerImportMapper(Component):
    """Turns a contact of Demo into one of Odoo."""

    _name = "demo.res.partner.import.mapper"
    _inherit = ["base.import.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
        (external_to_m2o("mail"), "email"),  # expect: mapper-modifier-type
        (convert("country", int), "country_id"),  # expect: mapper-modifier-type
        (external_to_m2o("parent", binding="demo.partner"), "parent_id"),  # expect: mapper-modifier-type
    ]

    @mapping
    def backend_id(self, record):
        return {"backend_id": self.backend_record.id}
