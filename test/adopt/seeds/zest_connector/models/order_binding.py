from odoo import fields, models


class ZestSaleOrder(models.Model):
    _name = 'zest.sale.order'
    _inherit = 'generic.binding'
    _inherits = {'sale.order': 'odoo_id'}
    _description = 'Zest Order'

    backend_id = fields.Many2one('zest.backend', required=True, ondelete='restrict')
    odoo_id = fields.Many2one('sale.order', string='Odoo Order', required=True, ondelete='cascade')
