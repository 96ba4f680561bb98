from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import country, first, state


class CustomerBatchImporter(Component):
    """Imports customers page by page."""

    _name = "acme_shop.customer.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.res.partner"


class CustomerImporter(Component):
    """Imports customers."""

    _name = "acme_shop.customer.importer"
    _inherit = "generic.partner.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.res.partner"

    _match_on = (("email", "email"),)
    _company = {"name": "company"}


class CategoryBatchImporter(Component):
    """Imports categories page by page."""

    _name = "acme_shop.category.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.category"


class CategoryImporter(Component):
    """Imports categories."""

    _name = "acme_shop.category.importer"
    _inherit = "generic.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.category"

    _dependencies = ({"model": "acme_shop.product.category", "path": "parent_id"},)


class ProductBatchImporter(Component):
    """Imports products page by page."""

    _name = "acme_shop.product.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.template"


class ProductImporter(Component):
    """Imports products with their variants."""

    _name = "acme_shop.product.importer"
    _inherit = "generic.product.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.template"

    _match_on = (("default_code", "variants[].sku"),)
    _dependencies = ({"model": "acme_shop.product.category", "path": "category_id"},)
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


class PricelistBatchImporter(Component):
    """Imports pricelists page by page."""

    _name = "acme_shop.pricelist.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.pricelist"


class PricelistImporter(Component):
    """Imports pricelists with their items."""

    _name = "acme_shop.pricelist.importer"
    _inherit = "generic.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.product.pricelist"

    _dependencies = (
        {"model": "acme_shop.product.template", "path": "items[].product_id"},
        {"model": "acme_shop.product.category", "path": "items[].category_id"},
    )
    _children = (
        {
            "model": "acme_shop.product.pricelist.item",
            "path": "items",
            "id": "id",
            "parent": "pricelist_id",
            "values": {"compute_price": "fixed"},
        },
    )


class InventoryBatchImporter(Component):
    """Imports inventory records page by page."""

    _name = "acme_shop.inventory.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.stock.level"


class InventoryImporter(Component):
    """Imports inventory records as inventory adjustments."""

    _name = "acme_shop.inventory.importer"
    _inherit = "generic.stock.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.stock.level"

    _stock = {
        "product_model": "acme_shop.product.product",
        "product_key": "external_id",
        "product": "variant_id",
        "location": "location_id",
        "quantity": "quantity",
    }


class OrderBatchImporter(Component):
    """Imports orders page by page."""

    _name = "acme_shop.order.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.sale.order"


class OrderImporter(Component):
    """Imports orders with customer, addresses, lines, taxes and shipping."""

    _name = "acme_shop.order.importer"
    _inherit = "generic.sale.order.importer"
    _collection = "acme_shop.backend"
    _apply_on = "acme_shop.sale.order"

    _dependencies = (
        {"model": "acme_shop.res.partner", "path": "customer.id"},
        {"model": "acme_shop.product.template", "path": "lines[].product_id"},
    )
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
    _refunds = {
        "path": "refunds",
        "id": "id",
        "date": "created_at",
        "reason": "reason",
        "lines": {
            "path": "lines",
            "line": "line_id",
            "quantity": "quantity",
            "amount": "amount",
            "tax": "tax",
            "restock": {"path": "restocked", "equals": True},
        },
        "shipping": {"amount": "shipping_amount", "tax": "shipping_tax"},
        "total": "total",
    }
    _payment = {
        "path": "payments",
        "only": ({"path": "status", "equals": "completed"},),
        "transaction": "id",
        "method": "method",
        "amount": "amount",
        "date": "paid_at",
    }
    _address = [
        (first("name", "company"), "name"),
        ("street", "street"),
        ("street2", "street2"),
        ("city", "city"),
        ("zip", "zip"),
        (country("country_code"), "country_id"),
        (state("state_code", country="country_code"), "state_id"),
        ("phone", "phone"),
    ]
