from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import country, join, state


class CustomerBatchImporter(Component):
    """Imports customers page by page."""

    _name = "shopify.customer.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"


class CustomerImporter(Component):
    """Imports customers with their addresses."""

    _name = "shopify.customer.importer"
    _inherit = "generic.partner.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"

    _match_on = (("email", "email"),)
    _children = (
        {
            "model": "shopify.res.partner.address",
            "path": "addresses",
            "id": "id",
            "parent": "parent_id",
            "values": {"type": "delivery"},
            "skip": {"path": "default", "equals": True},
        },
    )
    _company = {"name": "default_address.company"}


class ProductBatchImporter(Component):
    """Imports products page by page."""

    _name = "shopify.product.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.template"


class ProductImporter(Component):
    """Imports products with their variants."""

    _name = "shopify.product.importer"
    _inherit = "generic.product.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.template"

    _match_on = (("default_code", "variants[].sku"),)
    _options = {
        "path": "options",
        "name": "name",
        "values": "values",
        "default_value": "Default Title",
    }
    _variants = {
        "model": "shopify.product.product",
        "path": "variants",
        "id": "id",
        "options": ("option1", "option2", "option3"),
        "match_on": (("default_code", "sku"),),
    }


class InventoryBatchImporter(Component):
    """Imports inventory records page by page."""

    _name = "shopify.inventory.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.stock.level"


class InventoryImporter(Component):
    """Imports inventory records as inventory adjustments."""

    _name = "shopify.inventory.importer"
    _inherit = "generic.stock.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.stock.level"

    _stock = {
        "product_model": "shopify.product.product",
        "product_key": "inventory_item_id",
        "product": "inventory_item_id",
        "location": "location_id",
        "quantity": "available",
        "number_ids": True,
    }


class OrderBatchImporter(Component):
    """Imports orders page by page."""

    _name = "shopify.order.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.sale.order"


class OrderImporter(Component):
    """Imports orders with customer, addresses, lines, taxes and shipping."""

    _name = "shopify.order.importer"
    _inherit = "generic.sale.order.importer"
    _collection = "shopify.backend"
    _apply_on = "shopify.sale.order"

    _dependencies = (
        {"model": "shopify.res.partner", "path": "customer.id"},
        {"model": "shopify.product.template", "path": "line_items[].product_id"},
    )
    _order = {
        "status": "financial_status",
        "paid": ("paid", "partially_refunded", "refunded"),
        "cancelled": "cancelled_at",
        "customer": {
            "model": "shopify.res.partner",
            "path": "customer",
            "id": "id",
            "email": "email",
        },
        "email": "email",
        "language": "customer_locale",
        "name": "name",
        "invoice_address": "billing_address",
        "delivery_address": "shipping_address",
        "company": {"name": "company"},
        "location": "location_id",
        "currency": "currency",
        "tax_included": "taxes_included",
        "total": "total_price",
        "total_tax": "total_tax",
    }
    _lines = {
        "model": "shopify.sale.order.line",
        "path": "line_items",
        "id": "id",
        "product": {
            "model": "shopify.product.product",
            "path": "variant_id",
            "parent": "product_id",
            "parent_model": "shopify.product.template",
        },
        "sku": "sku",
        "name": ("title", "variant_title"),
        "quantity": "quantity",
        "price": "price",
        "discount": {"path": "discount_allocations", "amount": "amount"},
        "taxes": {
            "path": "tax_lines",
            "rate": "rate",
            "name": "title",
            "amount": "price",
        },
    }
    _shipping = {
        "path": "shipping_lines",
        "id": "id",
        "code": "code",
        "name": "title",
        "price": "price",
        "discount": {"path": "discount_allocations", "amount": "amount"},
        "taxes": {
            "path": "tax_lines",
            "rate": "rate",
            "name": "title",
            "amount": "price",
        },
    }
    _refunds = {
        "path": "refunds",
        "id": "id",
        "date": "processed_at",
        "reason": "note",
        "lines": {
            "path": "refund_line_items",
            "line": "line_item_id",
            "quantity": "quantity",
            "amount": "subtotal",
            "tax": "total_tax",
            "restock": {"path": "restock_type", "in": ("return", "legacy_restock")},
        },
        "shipping": {
            "path": "order_adjustments",
            "only": ({"path": "kind", "equals": "shipping_refund"},),
            "amount": "amount",
            "tax": "tax_amount",
            "negative": True,
        },
        "adjustments": {
            "path": "order_adjustments",
            "only": ({"path": "kind", "equals": "refund_discrepancy"},),
            "amount": "amount",
            "tax": "tax_amount",
            "negative": True,
            "name": "reason",
        },
        "transactions": {
            "path": "transactions",
            "only": (
                {"path": "kind", "equals": "refund"},
                {"path": "status", "equals": "success"},
            ),
            "amount": "amount",
        },
    }
    _payment = {
        "path": "transactions",
        "request": "GET /orders/{id}/transactions.json",
        "only": (
            {"path": "kind", "in": ("sale", "capture")},
            {"path": "status", "equals": "success"},
        ),
        "transaction": "id",
        "method": "gateway",
        "amount": "amount",
        "date": "processed_at",
        "pagination": {"kind": "none"},
    }
    _address = [
        (join("first_name", "last_name", fallback=("name", "company")), "name"),
        ("address1", "street"),
        ("address2", "street2"),
        ("city", "city"),
        ("zip", "zip"),
        (country("country_code"), "country_id"),
        (state("province_code", country="country_code"), "state_id"),
        ("phone", "phone"),
    ]
