from odoo.addons.generic_connector.components.batch_importer import (
    GenericBatchImporter,
)
from odoo.addons.generic_connector.components.importer import GenericImporter


class ProductBatchImporter(GenericBatchImporter):
    _name = 'zest.product.batch.importer'
    _inherit = 'generic.batch.importer'
    _collection = 'zest.backend'
    _apply_on = 'zest.product.template'


class ProductImporter(GenericImporter):
    _name = 'zest.product.importer'
    _inherit = 'generic.importer'
    _collection = 'zest.backend'
    _apply_on = 'zest.product.template'
