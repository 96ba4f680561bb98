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
