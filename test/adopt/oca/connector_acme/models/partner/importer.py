from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import mapping, none, only_create


class PartnerBatchImporter(Component):
    _name = "acme.partner.batch.importer"
    _inherit = "acme.batch.importer"
    _apply_on = "acme.res.partner"


class PartnerImportMapper(Component):
    _name = "acme.partner.import.mapper"
    _inherit = "acme.import.mapper"
    _apply_on = "acme.res.partner"

    direct = [
        ("email", "email"),
        (none("telephone"), "phone"),
        ("tier", "loyalty_level"),
    ]

    @mapping
    def name(self, record):
        parts = [record.get("first_name"), record.get("last_name")]
        return {"name": " ".join(part for part in parts if part)}

    @only_create
    @mapping
    def company_type(self, record):
        return {"is_company": bool(record["vat_number"]), "vat": record["vat_number"]}

    @mapping
    def backend_id(self, record):
        return {"backend_id": self.backend_record.id}


class PartnerImporter(Component):
    _name = "acme.partner.importer"
    _inherit = "acme.importer"
    _apply_on = "acme.res.partner"
