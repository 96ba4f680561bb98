from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    convert,
    country,
    currency,
    either,
    equals,
    find,
    first,
    follow,
    html_to_text,
    iso8601,
    lookup,
    lookup_out,
    state,
    state_code,
    to_bool,
    to_float,
    to_iso8601,
    weight,
    weight_out,
)


class CustomerImportMapper(Component):
    """Maps customers of Acme Shop onto res.partner."""

    _name = "acme_shop.customer.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.res.partner"

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


class CategoryImportMapper(Component):
    """Maps categories of Acme Shop onto product.category."""

    _name = "acme_shop.category.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.category"

    _stamps = {
        "external_name": "name",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "name"),
        (lookup("parent_id", "acme_shop.product.category"), "parent_id"),
    ]


class ProductImportMapper(Component):
    """Maps products of Acme Shop onto product.template."""

    _name = "acme_shop.product.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.template"

    _stamps = {
        "external_name": "name",
        "external_status": "status",
        "external_image_url": "image_url",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "name"),
        (html_to_text("description"), "description_sale"),
        (equals("status", "active"), "active"),
        (lookup("category_id", "acme_shop.product.category"), "categ_id"),
        (find("tags", "name", missing="create"), "product_tag_ids"),
    ]


class VariantImportMapper(Component):
    """Maps variants of Acme Shop onto product.product."""

    _name = "acme_shop.variant.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.product"

    _stamps = {
        "external_name": "name",
        "external_sku": "sku",
        "external_price": "price",
    }
    direct = [
        ("sku", "default_code"),
        ("barcode", "barcode"),
        (to_float("price"), "lst_price"),
        (weight("weight", "kg"), "weight"),
    ]


class PricelistImportMapper(Component):
    """Maps pricelists of Acme Shop onto product.pricelist."""

    _name = "acme_shop.pricelist.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.pricelist"

    _stamps = {
        "external_name": "name",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("name", "name"),
        (currency("currency"), "currency_id"),
        (to_bool("active"), "active"),
    ]


class ItemImportMapper(Component):
    """Maps items of Acme Shop onto product.pricelist.item."""

    _name = "acme_shop.item.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.pricelist.item"

    direct = [
        (
            convert(
                "applies_to",
                {
                    "product": "1_product",
                    "variant": "0_product_variant",
                    "category": "2_product_category",
                },
            ),
            "applied_on",
        ),
        (lookup("product_id", "acme_shop.product.template"), "product_tmpl_id"),
        (lookup("variant_id", "acme_shop.product.product"), "product_id"),
        (lookup("category_id", "acme_shop.product.category"), "categ_id"),
        (to_float("min_quantity"), "min_quantity"),
        (to_float("price"), "fixed_price"),
        (iso8601("starts_at"), "date_start"),
        (iso8601("ends_at"), "date_end"),
    ]


class OrderImportMapper(Component):
    """Maps orders of Acme Shop onto sale.order."""

    _name = "acme_shop.order.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.sale.order"

    _stamps = {
        "external_name": "number",
        "external_status": "payment_status",
        "external_updated_at": "updated_at",
    }
    direct = [
        ("number", "client_order_ref"),
        (iso8601("created_at"), "date_order"),
        ("note", "note"),
    ]


class CustomerExportMapper(Component):
    """Maps res.partner onto customers of Acme Shop."""

    _name = "acme_shop.customer.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.res.partner"

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


class CategoryExportMapper(Component):
    """Maps product.category onto categories of Acme Shop."""

    _name = "acme_shop.category.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.category"

    direct = [
        ("name", "name"),
        (lookup_out("parent_id", "acme_shop.product.category"), "parent_id"),
    ]


class ProductExportMapper(Component):
    """Maps product.template onto products of Acme Shop."""

    _name = "acme_shop.product.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.template"

    direct = [
        ("name", "name"),
        (either("active", "active", "draft"), "status"),
        (lookup_out("categ_id", "acme_shop.product.category"), "category_id"),
    ]


class VariantExportMapper(Component):
    """Maps product.product onto variants of Acme Shop."""

    _name = "acme_shop.variant.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.product"

    direct = [
        ("default_code", "sku"),
        ("barcode", "barcode"),
        ("lst_price", "price"),
        (weight_out("weight", "kg"), "weight"),
    ]


class OrderExportMapper(Component):
    """Maps sale.order onto orders of Acme Shop."""

    _name = "acme_shop.order.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.sale.order"

    direct = [
        ("name", "reference"),
        (to_iso8601("date_order"), "created_at"),
    ]
