from odoo.addons.generic_connector.components.exporter import GenericExporter


class OrderExporter(GenericExporter):
    _name = 'zest.order.exporter'
    _inherit = 'generic.exporter'
    _collection = 'zest.backend'
    _apply_on = 'zest.sale.order'
