from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import (
    country,
    either,
    equals,
    find,
    first,
    follow,
    html_to_text,
    join,
    lookup,
    money,
    naive_utc,
    split,
    state,
    state_code,
    to_float,
    weight,
    weight_out,
)


class CustomerImportMapper(Component):
    """Maps customers of WooCommerce onto res.partner."""

    _name = "woocommerce.customer.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.res.partner"

    _stamps = {
        "external_name": "email",
        "external_updated_at": "date_modified_gmt",
    }
    direct = [
        (
            join(
                "first_name", "last_name", fallback=("billing.company", "email", "id")
            ),
            "name",
        ),
        ("email", "email"),
        ("billing.phone", "phone"),
        ("billing.address_1", "street"),
        ("billing.address_2", "street2"),
        ("billing.city", "city"),
        ("billing.postcode", "zip"),
        (country("billing.country"), "country_id"),
        (state("billing.state", country="billing.country"), "state_id"),
        ("billing.company", "company_name"),
    ]


class CategoryImportMapper(Component):
    """Maps categories of WooCommerce onto product.category."""

    _name = "woocommerce.category.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.category"

    _stamps = {
        "external_name": "name",
    }
    direct = [
        ("name", "name"),
        (lookup("parent", "woocommerce.product.category", none=0), "parent_id"),
    ]


class ProductImportMapper(Component):
    """Maps products of WooCommerce onto product.template."""

    _name = "woocommerce.product.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.template"

    _stamps = {
        "external_name": "name",
        "external_sku": "sku",
        "external_price": "regular_price",
        "external_status": "status",
        "external_image_url": "images[0].src",
        "external_updated_at": "date_modified_gmt",
    }
    direct = [
        ("name", "name"),
        ("sku", "default_code"),
        ("global_unique_id", "barcode"),
        (to_float("regular_price"), "list_price"),
        (weight("weight", unit_field="weight_unit"), "weight"),
        (html_to_text(first("short_description", "description")), "description_sale"),
        (equals("status", "publish"), "active"),
        (lookup("categories[0].id", "woocommerce.product.category"), "categ_id"),
        (find("tags[].name", "name", missing="create"), "product_tag_ids"),
    ]


class VariantImportMapper(Component):
    """Maps variants of WooCommerce onto product.product."""

    _name = "woocommerce.variant.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.product"

    _stamps = {
        "external_sku": "sku",
        "external_price": "regular_price",
        "external_image_url": "image.src",
        "external_updated_at": "date_modified_gmt",
    }
    direct = [
        ("sku", "default_code"),
        ("global_unique_id", "barcode"),
        (to_float("regular_price"), "lst_price"),
        (weight("weight", unit_field="weight_unit"), "weight"),
    ]


class OrderImportMapper(Component):
    """Maps orders of WooCommerce onto sale.order."""

    _name = "woocommerce.order.import.mapper"
    _inherit = "generic.import.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.sale.order"

    _stamps = {
        "external_name": "number",
        "external_status": "status",
        "external_updated_at": "date_modified_gmt",
    }
    direct = [
        ("number", "client_order_ref"),
        (naive_utc("date_created_gmt"), "date_order"),
        ("customer_note", "note"),
    ]


class CustomerExportMapper(Component):
    """Maps res.partner onto customers of WooCommerce."""

    _name = "woocommerce.customer.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.res.partner"

    _empty = ""
    direct = [
        (split("name", 0), "first_name"),
        (split("name", 1), "last_name"),
        ("email", "email"),
        ("phone", "billing.phone"),
        ("street", "billing.address_1"),
        ("street2", "billing.address_2"),
        ("city", "billing.city"),
        ("zip", "billing.postcode"),
        (follow("country_id.code"), "billing.country"),
        (state_code("state_id"), "billing.state"),
        ("company_name", "billing.company"),
    ]


class ProductExportMapper(Component):
    """Maps product.template onto products of WooCommerce."""

    _name = "woocommerce.product.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.template"

    _empty = ""
    direct = [
        ("name", "name"),
        ("default_code", "sku"),
        ("barcode", "global_unique_id"),
        (money("list_price"), "regular_price"),
        (weight_out("weight", unit_field="weight_unit", as_text=True), "weight"),
        (either("active", "publish", "draft"), "status"),
    ]


class VariantExportMapper(Component):
    """Maps product.product onto variants of WooCommerce."""

    _name = "woocommerce.variant.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.product"

    _empty = ""
    direct = [
        ("default_code", "sku"),
        ("barcode", "global_unique_id"),
        (money("lst_price"), "regular_price"),
        (weight_out("weight", unit_field="weight_unit", as_text=True), "weight"),
    ]


class OrderExportMapper(Component):
    """Maps sale.order onto orders of WooCommerce."""

    _name = "woocommerce.order.export.mapper"
    _inherit = "generic.export.mapper"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.sale.order"

    _empty = ""
    direct = [
        ("name", "meta_data[key=odoo_order].value"),
    ]
