from odoo.addons.component.core import Component


class PartnerExportListener(Component):
    """Exports partners that change, where the backend's switch is on."""

    _name = "acme_parcels.partner.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_parcels.backend"
    _apply_on = ["res.partner"]

    _binding_model = "acme_parcels.res.partner"
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


class ProductExportListener(Component):
    """Exports products that change, where the backend's switch is on."""

    _name = "acme_parcels.product.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_parcels.backend"
    _apply_on = ["product.product"]

    _binding_model = "acme_parcels.product.product"
    _watched = {
        "product.product": [
            "active",
            "barcode",
            "default_code",
            "description_sale",
            "lst_price",
            "name",
            "weight",
        ],
    }


class DeliveryExportListener(Component):
    """Exports deliveries that change, where the backend's switch is on."""

    _name = "acme_parcels.delivery.export.listener"
    _inherit = "generic.picking.listener"
    _collection = "acme_parcels.backend"
    _apply_on = ["stock.picking", "stock.move"]

    _binding_model = "acme_parcels.stock.picking"
    _watched = {
        "stock.picking": [
            "carrier_id",
            "carrier_tracking_ref",
            "date_done",
            "name",
            "origin",
            "partner_id",
            "scheduled_date",
        ],
        "stock.move": ["product_uom_qty", "quantity", "state"],
    }
    _steps = {"stock.move": "picking_id"}
    _exports_new = True


class StockExportListener(Component):
    """Exports stock records that change, where the backend's switch is on."""

    _name = "acme_parcels.stock.export.listener"
    _inherit = "generic.export.listener"
    _collection = "acme_parcels.backend"
    _apply_on = ["stock.quant"]

    _binding_model = "acme_parcels.stock.level"
    _watched = {
        "stock.quant": ["quantity", "reserved_quantity"],
    }
    _steps = {"stock.quant": "product_id"}
