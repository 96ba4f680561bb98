from odoo.addons.generic_connector.components.adapter import GenericAdapter


class ZestAdapter(GenericAdapter):
    _name = 'zest.adapter'
    _inherit = 'generic.adapter'
    _collection = 'zest.backend'
    _usage = 'backend.adapter'

    def build_url(self, endpoint):
        return f"https://{self.backend_record.shop_url}{endpoint}"

    def get_api_headers(self):
        headers = super().get_api_headers()
        headers.update({
            'X-Zest-Access-Token': self.backend_record.api_key,
            'Content-Type': 'application/json',
        })
        return headers

    def get_products(self, filters=None):
        """Fetch products from Zest."""
        return self.get('/admin/api/2024-01/products.json', params=filters)

    def get_product(self, external_id):
        return self.get(f'/admin/api/2024-01/products/{external_id}.json')

    def get_all_products(self):
        """Fetch all products with pagination."""
        return self.get_products()

    def get_orders(self, filters=None):
        return self.get('/admin/api/2024-01/orders.json', params=filters)

    def create_order(self, data):
        """Create order in Zest."""
        return self.post('/admin/api/2024-01/orders.json', data={'order': data})

    def update_order(self, external_id, data):
        return self.put(
            '/admin/api/2024-01/orders/{}.json'.format(external_id),
            data={'order': data},
        )
