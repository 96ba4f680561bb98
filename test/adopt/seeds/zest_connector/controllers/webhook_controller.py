from odoo import http
from odoo.http import request


class ZestWebhookController(http.Controller):
    @http.route('/zest/webhook', type='http', auth='none', csrf=False, methods=['POST'])
    def webhook(self):
        return request.make_response('', status=202)
