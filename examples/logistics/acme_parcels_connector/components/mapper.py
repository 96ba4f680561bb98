from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    country,
    first,
    follow,
    iso8601,
    state,
    state_code,
    to_bool,
    to_float,
    to_iso8601,
    weight,
    weight_out,
)


class PartnerImportMapper(Component):
    """Maps partners of Acme Parcels onto res.partner."""

    _name = "acme_parcels.partner.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.res.partner"

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
    """Maps products of Acme Parcels onto product.product."""

    _name = "acme_parcels.product.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.product.product"

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


class DeliveryImportMapper(Component):
    """Maps deliveries of Acme Parcels onto stock.picking."""

    _name = "acme_parcels.delivery.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.picking"

    _stamps = {
        "external_name": "reference",
        "external_status": "status",
        "external_updated_at": "updated_at",
        "external_carrier": "carrier",
    }
    direct = [
        ("tracking_number", "carrier_tracking_ref"),
        (iso8601("shipped_at"), "date_done"),
    ]


class PartnerExportMapper(Component):
    """Maps res.partner onto partners of Acme Parcels."""

    _name = "acme_parcels.partner.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.res.partner"

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
    """Maps product.product onto products of Acme Parcels."""

    _name = "acme_parcels.product.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.product.product"

    direct = [
        ("name", "name"),
        ("default_code", "sku"),
        ("barcode", "barcode"),
        ("lst_price", "price"),
        (weight_out("weight", "kg"), "weight"),
        ("description_sale", "description"),
        ("active", "active"),
    ]


class DeliveryExportMapper(Component):
    """Maps stock.picking onto deliveries of Acme Parcels."""

    _name = "acme_parcels.delivery.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.picking"

    direct = [
        ("name", "reference"),
        ("origin", "order_reference"),
        (to_iso8601("scheduled_date"), "scheduled_at"),
    ]
