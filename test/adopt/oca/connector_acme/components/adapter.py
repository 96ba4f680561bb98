import requests

from odoo.addons.component.core import AbstractComponent


class AcmeAdapter(AbstractComponent):
    """One HTTP client for all models."""

    _name = "acme.adapter"
    _inherit = "base.backend.adapter.crud"
    _collection = "acme.backend"
    _usage = "backend.adapter"

    _acme_path = None

    def _call(self, verb, path, data=None, params=None):
        backend = self.backend_record
        response = requests.request(
            verb,
            f"{backend.location}/api/{backend.version}{path}",
            headers={
                "Authorization": f"Bearer {backend.token}",
                "Accept": "application/json",
            },
            json=data,
            params=params,
            timeout=30,
        )
        response.raise_for_status()
        return response.json()

    def search_read(self, filters=None):
        page = 1
        while True:
            records = self._call(
                "GET",
                self._acme_path,
                params={"page": page, "per_page": 100, **(filters or {})},
            )
            yield from records
            if len(records) < 100:
                return
            page += 1

    def read(self, external_id):
        return self._call("GET", f"{self._acme_path}/{external_id}")

    def create(self, data):
        return self._call("POST", self._acme_path, data=data)

    def write(self, external_id, data):
        return self._call("PATCH", "%s/%s" % (self._acme_path, external_id), data=data)
