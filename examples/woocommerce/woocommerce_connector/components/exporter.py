from odoo.addons.component.core import Component


class CustomerExporter(Component):
    """Exports customers to WooCommerce."""

    _name = "woocommerce.customer.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.res.partner"

    _natural_key = (("email", "email"),)


class CustomerBatchExporter(Component):
    """Queues the export of many customers."""

    _name = "woocommerce.customer.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.res.partner"


class ProductExporter(Component):
    """Exports products to WooCommerce."""

    _name = "woocommerce.product.exporter"
    _inherit = "generic.product.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.template"

    _natural_key = (("sku", "sku"), ("variations[].sku", "variations[].sku"))
    _skip = {"path": "type", "equals": "variation"}
    _options = {
        "path": "attributes",
        "name": "name",
        "values": "options",
        "skip": {"path": "variation", "equals": False},
        "from_variants": {
            "path": "attributes",
            "name": "name",
            "value": "option",
            "id": "id",
        },
        "constants": {"variation": True},
        "product_constants": {"type": "variable"},
    }
    _variants = {
        "model": "woocommerce.product.product",
        "path": "variations",
        "id": "id",
        "match_on": (("default_code", "sku"),),
        "entity": "variant",
        "shared": ("sku", "global_unique_id", "regular_price", "weight"),
    }


class ProductBatchExporter(Component):
    """Queues the export of many products."""

    _name = "woocommerce.product.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.template"


class VariantExporter(Component):
    """Exports variants to WooCommerce."""

    _name = "woocommerce.variant.exporter"
    _inherit = "generic.variant.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.product"

    _natural_key = (("sku", "sku"),)
    _parent_model = "woocommerce.product.template"
    _options = {
        "path": "attributes",
        "name": "name",
        "values": "options",
        "skip": {"path": "variation", "equals": False},
        "from_variants": {
            "path": "attributes",
            "name": "name",
            "value": "option",
            "id": "id",
        },
        "constants": {"variation": True},
        "product_constants": {"type": "variable"},
    }


class InventoryExporter(Component):
    """Exports inventory records to WooCommerce."""

    _name = "woocommerce.inventory.exporter"
    _inherit = "generic.stock.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.stock.level"

    _stock = {
        "product_model": "woocommerce.product.template",
        "quantity": "stock_quantity",
        "on_product": True,
        "managed": {"path": "manage_stock", "equals": True},
        "values": {"manage_stock": True},
        "variants": {
            "model": "woocommerce.product.product",
            "entity": "variant",
            "path": "variations",
            "id": "id",
            "request": True,
        },
    }


class InventoryBatchExporter(Component):
    """Queues the export of many inventory records."""

    _name = "woocommerce.inventory.batch.exporter"
    _inherit = "generic.stock.batch.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.stock.level"


class DeliveryExporter(Component):
    """Exports deliveries to WooCommerce."""

    _name = "woocommerce.delivery.exporter"
    _inherit = "generic.fulfilment.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.stock.picking"

    _fulfilment = {
        "order_model": "woocommerce.sale.order",
        "line_model": "woocommerce.sale.order.line",
        "text": "note",
        "notify": "customer_note",
        "known": {"request": "GET /orders/{order_id}/notes", "text": "note"},
        "complete": {
            "request": "PUT /orders/{order_id}",
            "send": {"status": "completed"},
            "skip": ("completed", "cancelled", "failed", "refunded", "trash"),
        },
    }


class DeliveryBatchExporter(Component):
    """Queues the export of many deliveries."""

    _name = "woocommerce.delivery.batch.exporter"
    _inherit = "generic.fulfilment.batch.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.stock.picking"

    _exports_new = True
