from odoo import fields, models


class ZestProductTemplate(models.Model):
    _name = 'zest.product.template'
    _inherit = 'generic.binding'
    _inherits = {'product.template': 'odoo_id'}
    _description = 'Zest Product'

    backend_id = fields.Many2one('zest.backend', required=True, ondelete='restrict')
    odoo_id = fields.Many2one('product.template', string='Odoo Product', required=True, ondelete='cascade')
    zest_handle = fields.Char()
