from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    country,
    either,
    equals,
    first,
    follow,
    lookup,
    lookup_out,
    state,
    state_code,
)


class ContactImportMapper(Component):
    """Maps contacts of Demo onto res.partner."""

    _name = "demo.contact.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "demo.backend"
    _apply_on = "demo.res.partner"

    _stamps = {
        "external_name": "name",
        "external_updated_at": "updated_at",
    }
    direct = [
        (first("name", "email", "id"), "name"),
        ("email", "email"),
        ("phone", "phone"),
        ("vat", "vat"),
        ("note", "comment"),
        ("address.street", "street"),
        ("address.street2", "street2"),
        ("address.city", "city"),
        ("address.zip", "zip"),
        (country("address.country_code"), "country_id"),
        (state("address.state_code", country="address.country_code"), "state_id"),
        (equals("kind", "company"), "is_company"),
        (lookup("company_id", "demo.res.partner"), "parent_id"),
    ]


class ContactExportMapper(Component):
    """Maps res.partner onto contacts of Demo."""

    _name = "demo.contact.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "demo.backend"
    _apply_on = "demo.res.partner"

    direct = [
        ("name", "name"),
        ("email", "email"),
        ("phone", "phone"),
        ("vat", "vat"),
        ("comment", "note"),
        ("street", "address.street"),
        ("street2", "address.street2"),
        ("city", "address.city"),
        ("zip", "address.zip"),
        (follow("country_id.code"), "address.country_code"),
        (state_code("state_id"), "address.state_code"),
        (either("is_company", "company", "person"), "kind"),
        (lookup_out("parent_id", "demo.res.partner"), "company_id"),
    ]
