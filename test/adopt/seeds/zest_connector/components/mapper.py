from odoo.addons.connector.components.mapper import mapping
from odoo.addons.generic_connector.components.mapper import (
    GenericExportMapper,
    GenericImportMapper,
)


class ProductImportMapper(GenericImportMapper):
    _name = 'zest.product.import.mapper'
    _inherit = 'generic.import.mapper'
    _collection = 'zest.backend'
    _apply_on = 'zest.product.template'

    direct = [
        ('title', 'name'),
        ('handle', 'zest_handle'),
    ]

    @mapping
    def backend_id(self, record):
        return {'backend_id': self.backend_record.id}

    @mapping
    def price(self, record):
        variants = record.get('variants', [])
        if variants:
            return {'list_price': float(variants[0].get('price', 0))}
        return {}


class OrderExportMapper(GenericExportMapper):
    _name = 'zest.order.export.mapper'
    _inherit = 'generic.export.mapper'
    _collection = 'zest.backend'
    _apply_on = 'zest.sale.order'

    direct = [
        ('name', 'number'),
        ('client_order_ref', 'reference'),
    ]
