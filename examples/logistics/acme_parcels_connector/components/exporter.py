from odoo.addons.component.core import Component
from odoo.addons.generic_connector.components.mapper import follow, state_code


class PartnerExporter(Component):
    """Exports partners to Acme Parcels."""

    _name = "acme_parcels.partner.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.res.partner"

    _natural_key = (("email", "email"),)


class PartnerBatchExporter(Component):
    """Queues the export of many partners."""

    _name = "acme_parcels.partner.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.res.partner"


class ProductExporter(Component):
    """Exports products to Acme Parcels."""

    _name = "acme_parcels.product.exporter"
    _inherit = "generic.binding.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.product.product"

    _natural_key = (("sku", "sku"),)


class ProductBatchExporter(Component):
    """Queues the export of many products."""

    _name = "acme_parcels.product.batch.exporter"
    _inherit = "generic.batch.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.product.product"


class DeliveryExporter(Component):
    """Exports deliveries to Acme Parcels."""

    _name = "acme_parcels.delivery.exporter"
    _inherit = "generic.picking.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.picking"

    _natural_key = (("reference", "reference"),)
    _picking = {
        "type": "outgoing",
        "carrier": "carrier",
        "status": {
            "path": "status",
            "done": ("shipped", "delivered"),
            "cancelled": ("cancelled",),
        },
        "customer": {"path": "partner_id", "model": "acme_parcels.res.partner"},
        "address": "ship_to",
        "lines": {
            "path": "lines",
            "reference": "reference",
            "product": {"path": "product_id", "model": "acme_parcels.product.product"},
            "sku": "sku",
            "name": "name",
            "quantity": "quantity",
            "done": "shipped_quantity",
        },
    }
    _address = [
        ("name", "name"),
        ("email", "email"),
        ("phone", "phone"),
        ("street", "street"),
        ("street2", "street2"),
        ("city", "city"),
        ("zip", "zip"),
        (follow("country_id.code"), "country_code"),
        (state_code("state_id"), "state_code"),
    ]


class DeliveryBatchExporter(Component):
    """Queues the export of many deliveries."""

    _name = "acme_parcels.delivery.batch.exporter"
    _inherit = "generic.picking.batch.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.picking"

    _picking_type = "outgoing"
    _exports_new = True


class StockExporter(Component):
    """Exports stock records to Acme Parcels."""

    _name = "acme_parcels.stock.exporter"
    _inherit = "generic.stock.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.level"

    _stock = {
        "product_model": "acme_parcels.product.product",
        "product_key": "external_id",
        "product": "product_id",
        "location": "location_id",
        "quantity": "quantity",
    }


class StockBatchExporter(Component):
    """Queues the export of many stock records."""

    _name = "acme_parcels.stock.batch.exporter"
    _inherit = "generic.stock.batch.exporter"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.level"
