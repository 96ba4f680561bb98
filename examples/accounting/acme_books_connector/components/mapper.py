from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    country,
    first,
    follow,
    state,
    state_code,
    to_bool,
    to_float,
    weight,
    weight_out,
)


class PartnerImportMapper(Component):
    """Maps partners of Acme Books onto res.partner."""

    _name = "acme_books.partner.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.res.partner"

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
    ]


class ProductImportMapper(Component):
    """Maps products of Acme Books onto product.product."""

    _name = "acme_books.product.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.product.product"

    _stamps = {
        "external_name": "name",
        "external_sku": "sku",
        "external_price": "price",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "name"),
        ("sku", "default_code"),
        ("barcode", "barcode"),
        (to_float("price"), "lst_price"),
        (weight("weight", "kg"), "weight"),
        ("description", "description_sale"),
        (to_bool("active"), "active"),
    ]


class InvoiceImportMapper(Component):
    """Maps invoices of Acme Books onto account.move."""

    _name = "acme_books.invoice.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move"

    _stamps = {
        "external_name": "number",
        "external_status": "status",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("note", "narration"),
    ]


class BillImportMapper(Component):
    """Maps bills of Acme Books onto account.move."""

    _name = "acme_books.bill.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move.bill"

    _stamps = {
        "external_name": "number",
        "external_status": "status",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("note", "narration"),
    ]


class PaymentImportMapper(Component):
    """Maps payments of Acme Books onto account.payment."""

    _name = "acme_books.payment.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.payment"

    _stamps = {
        "external_name": "number",
        "external_status": "status",
        "external_updated_at": "updated_at",
    }
    direct = []


class PartnerExportMapper(Component):
    """Maps res.partner onto partners of Acme Books."""

    _name = "acme_books.partner.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.res.partner"

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
    ]


class ProductExportMapper(Component):
    """Maps product.product onto products of Acme Books."""

    _name = "acme_books.product.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.product.product"

    direct = [
        ("name", "name"),
        ("default_code", "sku"),
        ("barcode", "barcode"),
        ("lst_price", "price"),
        (weight_out("weight", "kg"), "weight"),
        ("description_sale", "description"),
        ("active", "active"),
    ]


class InvoiceExportMapper(Component):
    """Maps account.move onto invoices of Acme Books."""

    _name = "acme_books.invoice.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move"

    direct = []


class BillExportMapper(Component):
    """Maps account.move onto bills of Acme Books."""

    _name = "acme_books.bill.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.move.bill"

    direct = []


class PaymentExportMapper(Component):
    """Maps account.payment onto payments of Acme Books."""

    _name = "acme_books.payment.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_books.backend"
    _apply_on = "acme_books.account.payment"

    direct = []
