from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import follow, split, state_code


class CustomerExporter(Component):
    """Exports customers to Shopify."""

    _name = "shopify.customer.exporter"
    _inherit = "generic.partner.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"

    _natural_key = (("email", "email"),)
    _address = {
        "path": "default_address",
        "list": "addresses",
        "entity": "address",
        "id": "id",
    }


class CustomerBatchExporter(Component):
    """Queues the export of many customers."""

    _name = "shopify.customer.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"


class ProductExporter(Component):
    """Exports products to Shopify."""

    _name = "shopify.product.exporter"
    _inherit = "generic.product.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.template"

    _natural_key = (("variants[].sku", "variants[].sku"),)
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


class ProductBatchExporter(Component):
    """Queues the export of many products."""

    _name = "shopify.product.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.product.template"


class InventoryExporter(Component):
    """Exports inventory records to Shopify."""

    _name = "shopify.inventory.exporter"
    _inherit = "generic.stock.exporter"
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


class InventoryBatchExporter(Component):
    """Queues the export of many inventory records."""

    _name = "shopify.inventory.batch.exporter"
    _inherit = "generic.stock.batch.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.stock.level"


class OrderExporter(Component):
    """Exports orders to Shopify."""

    _name = "shopify.order.exporter"
    _inherit = "generic.sale.order.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.sale.order"

    _natural_key = (("source_identifier", "source_identifier"),)
    _export_domain = (("state", "in", ("sale", "done")),)
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
        "send": {
            "financial_status": "pending",
            "send_receipt": False,
            "inventory_behaviour": "bypass",
        },
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
    _money = "string"
    _number_ids = True
    _read_only = (
        "total_price",
        "total_tax",
        "line_items[].discount_allocations",
        "shipping_lines[].discount_allocations",
        "line_items[].sku",
    )
    _address = [
        (split("name", 0), "first_name"),
        (split("name", 1), "last_name"),
        ("street", "address1"),
        ("street2", "address2"),
        ("city", "city"),
        ("zip", "zip"),
        (follow("country_id.code"), "country_code"),
        (state_code("state_id"), "province_code"),
        ("phone", "phone"),
    ]


class OrderBatchExporter(Component):
    """Queues the export of many orders."""

    _name = "shopify.order.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.sale.order"


class FulfillmentExporter(Component):
    """Exports fulfillments to Shopify."""

    _name = "shopify.fulfillment.exporter"
    _inherit = "generic.fulfilment.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.stock.picking"

    _fulfilment = {
        "order_model": "shopify.sale.order",
        "line_model": "shopify.sale.order.line",
        "open": {
            "request": "GET /orders/{order_id}/fulfillment_orders.json",
            "path": "fulfillment_orders",
            "id": "id",
            "status": "status",
            "open": ("open", "in_progress"),
            "lines": "line_items",
            "line_id": "id",
            "order_line": "line_item_id",
            "quantity": "fulfillable_quantity",
        },
        "lines": {
            "path": "line_items_by_fulfillment_order",
            "id": "fulfillment_order_id",
            "lines": "fulfillment_order_line_items",
            "line_id": "id",
            "quantity": "quantity",
        },
        "tracking": {
            "number": "tracking_info.number",
            "carrier": "tracking_info.company",
            "url": "tracking_info.url",
        },
        "notify": "notify_customer",
        "known": {
            "request": "GET /orders/{order_id}/fulfillments.json",
            "path": "fulfillments",
            "lines": "line_items",
            "order_line": "id",
            "quantity": "quantity",
            "tracking": "tracking_number",
            "status": "status",
            "dead": ("cancelled", "error", "failure"),
        },
    }


class FulfillmentBatchExporter(Component):
    """Queues the export of many fulfillments."""

    _name = "shopify.fulfillment.batch.exporter"
    _inherit = "generic.fulfilment.batch.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.stock.picking"

    _exports_new = True
