from odoo.addons.component.core import Component


class CustomerExportListener(Component):
    """Exports customers that change, where the backend's switch is on."""

    _name = "shopify.customer.export.listener"
    _inherit = "generic.export.listener"
    _collection = "shopify.backend"
    _apply_on = ["res.partner"]

    _binding_model = "shopify.res.partner"
    _watched = {
        "res.partner": [
            "city",
            "country_id",
            "email",
            "name",
            "phone",
            "state_id",
            "street",
            "street2",
            "zip",
        ],
    }


class ProductExportListener(Component):
    """Exports products that change, where the backend's switch is on."""

    _name = "shopify.product.export.listener"
    _inherit = "generic.export.listener"
    _collection = "shopify.backend"
    _apply_on = ["product.template", "product.product"]

    _binding_model = "shopify.product.template"
    _watched = {
        "product.template": ["active", "attribute_line_ids", "name"],
        "product.product": ["active", "barcode", "default_code", "lst_price", "weight"],
    }
    _steps = {"product.product": "product_tmpl_id"}


class InventoryExportListener(Component):
    """Exports inventory records that change, where the backend's switch is on."""

    _name = "shopify.inventory.export.listener"
    _inherit = "generic.export.listener"
    _collection = "shopify.backend"
    _apply_on = ["stock.quant"]

    _binding_model = "shopify.stock.level"
    _watched = {
        "stock.quant": ["quantity", "reserved_quantity"],
    }
    _steps = {"stock.quant": "product_id"}


class OrderExportListener(Component):
    """Exports orders that change, where the backend's switch is on."""

    _name = "shopify.order.export.listener"
    _inherit = "generic.export.listener"
    _collection = "shopify.backend"
    _apply_on = ["sale.order", "sale.order.line"]

    _binding_model = "shopify.sale.order"
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
            "product_uom",
            "product_uom_qty",
            "tax_id",
        ],
    }
    _steps = {"sale.order.line": "order_id"}


class FulfillmentExportListener(Component):
    """Exports fulfillments that change, where the backend's switch is on."""

    _name = "shopify.fulfillment.export.listener"
    _inherit = "generic.picking.listener"
    _collection = "shopify.backend"
    _apply_on = ["stock.picking", "stock.move"]

    _binding_model = "shopify.stock.picking"
    _watched = {
        "stock.picking": [
            "carrier_id",
            "carrier_tracking_ref",
            "date_done",
            "partner_id",
            "scheduled_date",
        ],
        "stock.move": ["product_uom_qty", "quantity_done", "state"],
    }
    _steps = {"stock.move": "picking_id"}
    _exports_new = True
