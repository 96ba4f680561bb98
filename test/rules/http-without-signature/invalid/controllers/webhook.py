from odoo import SUPERUSER_ID, http
from odoo.http import request


class DemoWebhook(http.Controller):
    @http.route(  # expect: http-without-signature
        "/demo/webhook/<int:backend_id>",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def webhook(self, backend_id, **_kwargs):
        """Queue the import of a contact that was changed."""
        env = request.env(user=SUPERUSER_ID)
        backend = env["demo.backend"].browse(backend_id)
        external_id = request.httprequest.args.get("id", "")
        env["demo.res.partner"].with_delay().import_record(backend, external_id)
        return request.make_response("")
