from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import mapping


class DemoPartnerImportMapper(Component):
    """Turns a contact of Demo into one of Odoo."""

    _name = "demo.res.partner.import.mapper"
    _inherit = ["base.import.mapper", "demo.base"]
    _apply_on = ["demo.res.partner"]

    direct = [
        ("name", "name"),
    ]
    children = [
        ("contacts", "child_ids", "demo.res.partner"),
    ]

    @mapping
    def backend_id(self, record):
        return {"backend_id": self.backend_record.id}


class DemoPartnerMapChild(Component):
    """Finds the contacts that are there already."""

    _name = "demo.res.partner.map.child"
    _inherit = ["base.map.child.import", "demo.base"]
    _apply_on = ["demo.res.partner"]

    def format_items(self, items_values):
        return [(1 if "id" in one else 0, one.pop("id", 0), one) for one in items_values]
