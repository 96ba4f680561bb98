from odoo.addons.component.core import Component


class PartnerBatchImporter(Component):
    """Imports partners page by page."""

    _name = "acme_parcels.partner.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.res.partner"


class PartnerImporter(Component):
    """Imports partners."""

    _name = "acme_parcels.partner.importer"
    _inherit = "generic.partner.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.res.partner"

    _match_on = (("email", "email"),)


class ProductBatchImporter(Component):
    """Imports products page by page."""

    _name = "acme_parcels.product.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.product.product"


class ProductImporter(Component):
    """Imports products."""

    _name = "acme_parcels.product.importer"
    _inherit = "generic.article.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.product.product"

    _match_on = (("default_code", "sku"),)


class DeliveryBatchImporter(Component):
    """Imports deliveries page by page."""

    _name = "acme_parcels.delivery.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.picking"


class DeliveryImporter(Component):
    """Imports carrier, tracking and shipped quantities of deliveries."""

    _name = "acme_parcels.delivery.importer"
    _inherit = "generic.picking.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.picking"

    _match_on = (("name", "reference"),)
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


class StockBatchImporter(Component):
    """Imports stock records page by page."""

    _name = "acme_parcels.stock.batch.importer"
    _inherit = "generic.batch.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.level"


class StockImporter(Component):
    """Imports stock records as inventory adjustments."""

    _name = "acme_parcels.stock.importer"
    _inherit = "generic.stock.importer"
    _collection = "acme_parcels.backend"
    _apply_on = "acme_parcels.stock.level"

    _stock = {
        "product_model": "acme_parcels.product.product",
        "product_key": "external_id",
        "product": "product_id",
        "location": "location_id",
        "quantity": "quantity",
    }
