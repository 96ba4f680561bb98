import json
import logging

from odoo import _, fields, models

_logger = logging.getLogger(__name__)


class ZestBackend(models.Model):
    _name = 'zest.backend'
    _inherit = 'generic.backend.mixin'
    _inherits = {'generic.backend': 'generic_backend_id'}
    _description = 'Zest Backend'

    generic_backend_id = fields.Many2one(
        'generic.backend', required=True, ondelete='cascade'
    )
    shop_url = fields.Char(string='Shop URL', required=True)
    api_key = fields.Char(
        string='API Key',
        required=True,
        groups='connector_base_backend.group_connector_manager',
    )
    api_version = fields.Selection([
        ('2024-01', '2024-01'),
        ('2024-04', '2024-04'),
    ], default='2024-04')
    webhook_secret = fields.Char(
        groups='connector_base_backend.group_connector_manager',
    )

    def _test_connection_implementation(self):
        """Test API connection."""
        adapter = self.get_adapter('zest.adapter')
        return adapter.test_connection()

    def sync_products(self):
        return self._sync_products_implementation()

    def _sync_products_implementation(self):
        """Import products."""
        with self.work_on('zest.product.template') as work:
            importer = work.component(usage='batch.importer')
            return importer.run()

    def process_webhook(self, webhook):
        """Process webhook by topic."""
        handlers = {
            'orders/create': self._handle_order_created,
        }
        handler = handlers.get(webhook.event_type)
        if handler:
            handler(webhook)
            webhook.mark_as_processed()
        else:
            webhook.mark_as_ignored(_("No handler for it"))

    def _handle_order_created(self, webhook):
        payload = json.loads(webhook.payload)
        self.env['zest.sale.order'].import_record(
            backend=self,
            external_id=str(payload['id']),
        )

    def export_sale_order(self, record_ids):
        """Our own way to export orders: nothing but the confirmed ones."""
        orders = self.env['sale.order'].browse(record_ids)
        return orders.filtered(lambda order: order.state == 'sale')
