from odoo.addons.component.core import Component


class CustomerExporter(Component):
    """Exports customers to Shopify."""

    _name = "shopify.customer.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.res.partner"

    _natural_key = (("email", "email"),)


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
    }


class InventoryBatchExporter(Component):
    """Queues the export of many inventory records."""

    _name = "shopify.inventory.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "shopify.backend"
    _apply_on = "shopify.stock.level"


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
