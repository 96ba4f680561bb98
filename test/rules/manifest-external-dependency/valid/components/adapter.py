import demo_sdk
import requests

from odoo.addons.component.core import Component

TIMEOUT = 30


class DemoPartnerAdapter(Component):
    """The contacts of Demo over HTTP."""

    _name = "demo.res.partner.adapter"
    _inherit = ["base.backend.adapter.crud", "demo.base"]
    _apply_on = ["demo.res.partner"]

    def _call(self, method, path, **options):
        backend = self.backend_record
        response = requests.request(
            method,
            f"{backend.base_url}{path}",
            headers={"Authorization": f"Bearer {backend.sudo().api_key}"},
            timeout=TIMEOUT,
            **options,
        )
        response.raise_for_status()
        return response.json()

    def _client(self):
        return demo_sdk.Client(self.backend_record.base_url)

    def search(self, filters=None):
        return [row["id"] for row in self._call("GET", "/contacts", params=filters)]

    def read(self, external_id):
        return self._call("GET", f"/contacts/{external_id}")

    def create(self, data):
        return self._call("POST", "/contacts", json=data)["id"]

    def write(self, external_id, data):
        return self._call("PUT", f"/contacts/{external_id}", json=data)
