from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import country, join, state


class CustomerBatchImporter(Component):
    """Imports customers page by page."""

    _name = "woocommerce.customer.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.res.partner"


class CustomerImporter(Component):
    """Imports customers."""

    _name = "woocommerce.customer.importer"
    _inherit = "generic.partner.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.res.partner"

    _match_on = (("email", "email"),)
    _company = {"name": "billing.company"}


class CategoryBatchImporter(Component):
    """Imports categories page by page."""

    _name = "woocommerce.category.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.category"


class CategoryImporter(Component):
    """Imports categories."""

    _name = "woocommerce.category.importer"
    _inherit = "generic.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.category"

    _dependencies = ({"model": "woocommerce.product.category", "path": "parent"},)


class ProductBatchImporter(Component):
    """Imports products page by page."""

    _name = "woocommerce.product.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.template"


class ProductImporter(Component):
    """Imports products with their variants."""

    _name = "woocommerce.product.importer"
    _inherit = "generic.product.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.product.template"

    _match_on = (("default_code", "sku"), ("default_code", "variations[].sku"))
    _dependencies = (
        {"model": "woocommerce.product.category", "path": "categories[0].id"},
    )
    _subrequests = ({"entity": "variant", "path": "variations", "inherited": ("sku",)},)
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
    }


class InventoryBatchImporter(Component):
    """Imports inventory records page by page."""

    _name = "woocommerce.inventory.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.stock.level"


class InventoryImporter(Component):
    """Imports inventory records as inventory adjustments."""

    _name = "woocommerce.inventory.importer"
    _inherit = "generic.stock.importer"
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


class OrderBatchImporter(Component):
    """Imports orders page by page."""

    _name = "woocommerce.order.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.sale.order"


class OrderImporter(Component):
    """Imports orders with customer, addresses, lines, taxes and shipping."""

    _name = "woocommerce.order.importer"
    _inherit = "generic.sale.order.importer"
    _collection = "woocommerce.backend"
    _apply_on = "woocommerce.sale.order"

    _dependencies = (
        {"model": "woocommerce.res.partner", "path": "customer_id"},
        {"model": "woocommerce.product.template", "path": "line_items[].product_id"},
    )
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
    }
    _fees = {
        "path": "fee_lines",
        "id": "id",
        "name": "name",
        "price": "total",
        "taxes": {"path": "taxes", "amount": "total", "id": "id", "total": "total_tax"},
    }
    _refunds = {
        "request": "GET /orders/{id}/refunds?orderby=id&order=asc",
        "when": "refunds",
        "id": "id",
        "date": "date_created_gmt",
        "reason": "reason",
        "lines": {
            "path": "line_items",
            "line": "meta_data[key=_refunded_item_id].value",
            "quantity": "quantity",
            "amount": "total",
            "tax": "total_tax",
        },
        "shipping": {
            "path": "shipping_lines",
            "amount": "total",
            "tax": "total_tax",
            "negative": True,
        },
        "adjustments": {
            "path": "fee_lines",
            "amount": "total",
            "tax": "total_tax",
            "negative": True,
            "name": "name",
        },
        "total": "amount",
        "amount_only": True,
    }
    _payment = {
        "transaction": "transaction_id",
        "method": "payment_method",
        "title": "payment_method_title",
        "amount": "total",
        "date": "date_paid_gmt",
        "paid": "date_paid_gmt",
    }
    _address = [
        (join("first_name", "last_name", fallback=("company", "email")), "name"),
        ("address_1", "street"),
        ("address_2", "street2"),
        ("city", "city"),
        ("postcode", "zip"),
        (country("country"), "country_id"),
        (state("state", country="country"), "state_id"),
        ("phone", "phone"),
    ]
