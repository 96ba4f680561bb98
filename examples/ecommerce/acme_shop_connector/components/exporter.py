from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import follow, state_code


class CustomerExporter(Component):
    """Exports customers to Acme Shop."""

    _name = "acme_shop.customer.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.res.partner"

    _natural_key = (("email", "email"),)


class CustomerBatchExporter(Component):
    """Queues the export of many customers."""

    _name = "acme_shop.customer.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.res.partner"


class CategoryExporter(Component):
    """Exports categories to Acme Shop."""

    _name = "acme_shop.category.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.category"

    _export_dependencies = (("parent_id", "acme_shop.product.category"),)


class CategoryBatchExporter(Component):
    """Queues the export of many categories."""

    _name = "acme_shop.category.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.category"


class ProductExporter(Component):
    """Exports products to Acme Shop."""

    _name = "acme_shop.product.exporter"
    _inherit = "generic.product.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.template"

    _natural_key = (("variants[].sku", "variants[].sku"),)
    _export_dependencies = (("categ_id", "acme_shop.product.category"),)
    _options = {
        "path": "options",
        "name": "name",
        "values": "values",
        "default_value": "Default",
    }
    _variants = {
        "model": "acme_shop.product.product",
        "path": "variants",
        "id": "id",
        "options": ("option1", "option2", "option3"),
        "match_on": (("default_code", "sku"),),
    }


class ProductBatchExporter(Component):
    """Queues the export of many products."""

    _name = "acme_shop.product.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.template"


class InventoryExporter(Component):
    """Exports inventory records to Acme Shop."""

    _name = "acme_shop.inventory.exporter"
    _inherit = "generic.stock.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.stock.level"

    _stock = {
        "product_model": "acme_shop.product.product",
        "product_key": "external_id",
        "product": "variant_id",
        "location": "location_id",
        "quantity": "quantity",
    }


class InventoryBatchExporter(Component):
    """Queues the export of many inventory records."""

    _name = "acme_shop.inventory.batch.exporter"
    _inherit = "generic.stock.batch.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.stock.level"


class OrderExporter(Component):
    """Exports orders to Acme Shop."""

    _name = "acme_shop.order.exporter"
    _inherit = "generic.sale.order.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.sale.order"

    _natural_key = (("reference", "reference"),)
    _export_domain = (("state", "in", ("sale", "done")),)
    _order = {
        "status": "payment_status",
        "paid": ("paid",),
        "cancelled": "cancelled_at",
        "customer": {
            "model": "acme_shop.res.partner",
            "path": "customer",
            "id": "id",
            "email": "email",
        },
        "email": "email",
        "name": "number",
        "invoice_address": "billing_address",
        "delivery_address": "shipping_address",
        "company": {"name": "company", "vat": "vat"},
        "currency": "currency",
        "tax_included": "taxes_included",
        "total": "total",
        "total_tax": "total_tax",
    }
    _lines = {
        "model": "acme_shop.sale.order.line",
        "path": "lines",
        "id": "id",
        "product": {
            "model": "acme_shop.product.product",
            "path": "variant_id",
            "parent": "product_id",
            "parent_model": "acme_shop.product.template",
        },
        "sku": "sku",
        "name": "name",
        "quantity": "quantity",
        "price": "price",
        "discount": {"path": "discounts", "amount": "amount"},
        "taxes": {"path": "taxes", "rate": "rate", "name": "name", "amount": "amount"},
    }
    _shipping = {
        "path": "shipping_lines",
        "id": "id",
        "name": "name",
        "price": "price",
        "discount": {"path": "discounts", "amount": "amount"},
        "taxes": {"path": "taxes", "rate": "rate", "name": "name", "amount": "amount"},
    }
    _address = [
        ("name", "name"),
        ("street", "street"),
        ("street2", "street2"),
        ("city", "city"),
        ("zip", "zip"),
        (follow("country_id.code"), "country_code"),
        (state_code("state_id"), "state_code"),
        ("phone", "phone"),
    ]


class OrderBatchExporter(Component):
    """Queues the export of many orders."""

    _name = "acme_shop.order.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.sale.order"
