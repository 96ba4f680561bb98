from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    country,
    either,
    equals,
    find,
    first,
    follow,
    html_to_text,
    iso8601,
    join,
    money,
    parts,
    split,
    state,
    state_code,
    to_float,
    to_iso8601,
    weight,
    weight_out,
)


class CustomerImportMapper(Component):
    """Maps customers of Shopify onto res.partner."""

    _name = "shopify.customer.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"

    _stamps = {
        "external_name": "email",
        "external_updated_at": "updated_at",
    }
    direct = [
        (join("first_name", "last_name", fallback=("email", "phone", "id")), "name"),
        ("email", "email"),
        (first("phone", "default_address.phone"), "phone"),
        ("note", "comment"),
        ("default_address.address1", "street"),
        ("default_address.address2", "street2"),
        ("default_address.city", "city"),
        ("default_address.zip", "zip"),
        (country("default_address.country_code"), "country_id"),
        (
            state(
                "default_address.province_code", country="default_address.country_code"
            ),
            "state_id",
        ),
    ]


class AddressImportMapper(Component):
    """Maps addresses of Shopify onto res.partner."""

    _name = "shopify.address.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner.address"

    direct = [
        (join("first_name", "last_name", fallback=("name", "company", "id")), "name"),
        ("address1", "street"),
        ("address2", "street2"),
        ("city", "city"),
        ("zip", "zip"),
        (country("country_code"), "country_id"),
        (state("province_code", country="country_code"), "state_id"),
        ("phone", "phone"),
    ]


class ProductImportMapper(Component):
    """Maps products of Shopify onto product.template."""

    _name = "shopify.product.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.template"

    _stamps = {
        "external_name": "title",
        "external_status": "status",
        "external_image_url": "image.src",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("title", "name"),
        (html_to_text("body_html"), "description_sale"),
        (equals("status", "active"), "active"),
        (find("product_type", "name", missing="create"), "categ_id"),
        (find(parts("tags", ","), "name", missing="create"), "product_tag_ids"),
    ]


class VariantImportMapper(Component):
    """Maps variants of Shopify onto product.product."""

    _name = "shopify.variant.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.product"

    _stamps = {
        "external_name": "title",
        "external_sku": "sku",
        "external_price": "price",
        "external_updated_at": "updated_at",
        "inventory_item_id": "inventory_item_id",
    }
    direct = [
        ("sku", "default_code"),
        ("barcode", "barcode"),
        (to_float("price"), "lst_price"),
        (weight("grams", "g"), "weight"),
    ]


class OrderImportMapper(Component):
    """Maps orders of Shopify onto sale.order."""

    _name = "shopify.order.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.sale.order"

    _stamps = {
        "external_name": "name",
        "external_status": "financial_status",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "client_order_ref"),
        (iso8601(first("processed_at", "created_at")), "date_order"),
        ("note", "note"),
    ]


class CustomerExportMapper(Component):
    """Maps res.partner onto customers of Shopify."""

    _name = "shopify.customer.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"

    direct = [
        (split("name", 0), "first_name"),
        (split("name", 1), "last_name"),
        ("email", "email"),
        ("phone", "phone"),
        ("street", "default_address.address1"),
        ("street2", "default_address.address2"),
        ("city", "default_address.city"),
        ("zip", "default_address.zip"),
        (follow("country_id.code"), "default_address.country_code"),
        (state_code("state_id"), "default_address.province_code"),
    ]


class ProductExportMapper(Component):
    """Maps product.template onto products of Shopify."""

    _name = "shopify.product.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.template"

    direct = [
        ("name", "title"),
        (either("active", "active", "draft"), "status"),
    ]


class VariantExportMapper(Component):
    """Maps product.product onto variants of Shopify."""

    _name = "shopify.variant.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.product"

    direct = [
        ("default_code", "sku"),
        ("barcode", "barcode"),
        (money("lst_price"), "price"),
        (weight_out("weight", "g"), "grams"),
    ]


class OrderExportMapper(Component):
    """Maps sale.order onto orders of Shopify."""

    _name = "shopify.order.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "shopify.backend"
    _apply_on = "shopify.sale.order"

    direct = [
        ("name", "source_identifier"),
        (to_iso8601("date_order"), "processed_at"),
    ]
