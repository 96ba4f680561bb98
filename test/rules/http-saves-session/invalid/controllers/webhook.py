import hashlib
import hmac

from odoo import SUPERUSER_ID, http
from odoo.http import request


class DemoWebhook(http.Controller):
    @http.route(  # expect: http-saves-session
        "/demo/webhook/<int:backend_id>",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
    )
    def webhook(self, backend_id, **_kwargs):
        """Queue the import of a contact that was changed."""
        env = request.env(user=SUPERUSER_ID)
        backend = env["demo.backend"].browse(backend_id)
        body = request.httprequest.get_data()
        key = (backend.api_key or "").encode()
        expected = hmac.new(key, body, hashlib.sha256).hexdigest()
        given = request.httprequest.headers.get("X-Demo-Signature", "")
        if not hmac.compare_digest(expected, given):
            return request.make_response("", status=401)
        external_id = request.httprequest.args.get("id", "")
        env["demo.res.partner"].with_delay().import_record(backend, external_id)
        return request.make_response("")
