from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import follow, split, state_code


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


class OrderExporter(Component):
    """Exports orders to WooCommerce."""

    _name = "woocommerce.order.exporter"
    _inherit = "generic.sale.order.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.sale.order"

    _natural_key = (
        ("meta_data[key=odoo_order].value", "meta_data[key=odoo_order].value"),
    )
    _export_domain = (("state", "in", ("sale", "done")),)
    _skip = {"path": "status", "in": ("checkout-draft", "auto-draft")}
    _order = {
        "status": "status",
        "paid": ("processing", "completed"),
        "cancelled_values": ("cancelled", "failed", "trash"),
        "refunded_values": ("refunded",),
        "customer": {
            "model": "woocommerce.res.partner",
            "id": "customer_id",
            "email": "billing.email",
            "guest": "billing",
            "guest_id": 0,
        },
        "email": "billing.email",
        "name": "number",
        "invoice_address": "billing",
        "delivery_address": "shipping",
        "company": {"name": "company"},
        "currency": "currency",
        "tax_included": "prices_include_tax",
        "total": "total",
        "total_tax": "total_tax",
        "taxes": {
            "path": "tax_lines",
            "id": "rate_id",
            "rate": "rate_percent",
            "percent": True,
            "name": "label",
            "compound": "compound",
        },
        "amounts": "net",
        "send": {"status": "pending"},
    }
    _lines = {
        "model": "woocommerce.sale.order.line",
        "path": "line_items",
        "id": "id",
        "product": {
            "model": "woocommerce.product.product",
            "path": "variation_id",
            "parent": "product_id",
            "parent_model": "woocommerce.product.template",
        },
        "sku": "sku",
        "name": "name",
        "quantity": "quantity",
        "price": {"total": "subtotal", "per": "quantity"},
        "discount": {"before": "subtotal", "after": "total"},
        "taxes": {
            "path": "taxes",
            "amount": "total",
            "id": "id",
            "total": "total_tax",
            "before": "subtotal_tax",
        },
    }
    _shipping = {
        "path": "shipping_lines",
        "id": "id",
        "code": "method_id",
        "name": "method_title",
        "price": "total",
        "taxes": {"path": "taxes", "amount": "total", "id": "id", "total": "total_tax"},
        "send": {"method_id": "other"},
    }
    _fees = {
        "path": "fee_lines",
        "id": "id",
        "name": "name",
        "price": "total",
        "taxes": {"path": "taxes", "amount": "total", "id": "id", "total": "total_tax"},
    }
    _money = "string"
    _number_ids = True
    _has_simple_products = True
    _read_only = (
        "prices_include_tax",
        "total",
        "total_tax",
        "line_items[].sku",
        "line_items[].taxes",
        "line_items[].total_tax",
        "shipping_lines[].taxes",
        "shipping_lines[].total_tax",
        "fee_lines[].taxes",
        "fee_lines[].total_tax",
    )
    _address = [
        (split("name", 0), "first_name"),
        (split("name", 1), "last_name"),
        ("street", "address_1"),
        ("street2", "address_2"),
        ("city", "city"),
        ("zip", "postcode"),
        (follow("country_id.code"), "country"),
        (state_code("state_id"), "state"),
        ("phone", "phone"),
    ]


class OrderBatchExporter(Component):
    """Queues the export of many orders."""

    _name = "woocommerce.order.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.sale.order"


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
