from odoo.addons.component.core import Component


class CustomerExportListener(Component):
    """Exports customers that change, where the backend's switch is on."""

    _name = "acme_shop.customer.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_shop.backend"
    _apply_on = ["res.partner"]

    _binding_model = "acme_shop.res.partner"
    _watched = {
        "res.partner": [
            "city",
            "comment",
            "country_id",
            "email",
            "name",
            "phone",
            "state_id",
            "street",
            "street2",
            "vat",
            "zip",
        ],
    }


class CategoryExportListener(Component):
    """Exports categories that change, where the backend's switch is on."""

    _name = "acme_shop.category.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_shop.backend"
    _apply_on = ["product.category"]

    _binding_model = "acme_shop.product.category"
    _watched = {
        "product.category": ["name", "parent_id"],
    }


class ProductExportListener(Component):
    """Exports products that change, where the backend's switch is on."""

    _name = "acme_shop.product.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_shop.backend"
    _apply_on = ["product.template", "product.product"]

    _binding_model = "acme_shop.product.template"
    _watched = {
        "product.template": ["active", "attribute_line_ids", "categ_id", "name"],
        "product.product": ["active", "barcode", "default_code", "lst_price", "weight"],
    }
    _steps = {"product.product": "product_tmpl_id"}


class InventoryExportListener(Component):
    """Exports inventory records that change, where the backend's switch is on."""

    _name = "acme_shop.inventory.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_shop.backend"
    _apply_on = ["stock.quant"]

    _binding_model = "acme_shop.stock.level"
    _watched = {
        "stock.quant": ["quantity", "reserved_quantity"],
    }
    _steps = {"stock.quant": "product_id"}


class OrderExportListener(Component):
    """Exports orders that change, where the backend's switch is on."""

    _name = "acme_shop.order.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_shop.backend"
    _apply_on = ["sale.order", "sale.order.line"]

    _binding_model = "acme_shop.sale.order"
    _watched = {
        "sale.order": [
            "date_order",
            "name",
            "order_line",
            "partner_id",
            "partner_invoice_id",
            "partner_shipping_id",
            "pricelist_id",
            "state",
        ],
        "sale.order.line": [
            "discount",
            "name",
            "price_unit",
            "product_id",
            "product_uom_id",
            "product_uom_qty",
            "tax_ids",
        ],
    }
    _steps = {"sale.order.line": "order_id"}
