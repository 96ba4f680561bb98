from odoo import fields, models


class ZestSyncWizard(models.TransientModel):
    _name = 'zest.sync.wizard'
    _description = 'Synchronise Zest'

    backend_id = fields.Many2one('zest.backend', required=True)

    def action_sync(self):
        return self.backend_id.sync_products()
