from odoo.addons.component.core import Component


class DemoAdapter(Component):
    """Speaks with the API of Demo."""

    _name = "demo.adapter"
    _inherit = "generic.adapter"
    _collection = "demo.backend"

    _test_endpoint = "/contacts"
    _auth = {"kind": "bearer", "token": "{api_key}"}
    _headers = {"Accept": "application/json"}
    _pagination = {
        "kind": "page",
        "page_param": "page",
        "size_param": "per_page",
        "size": 100,
        "total_path": "total",
    }
    _rate_limit = {"kind": "retry_after", "status": 429, "retry_after": "Retry-After"}
    _errors = {"path": "error"}
    _resources = {
        "contact": {
            "list": "GET /contacts",
            "get": "GET /contacts/{id}",
            "create": "POST /contacts",
            "update": "PUT /contacts/{id}",
            "search": "GET /contacts?email={email}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
    }

    # Contacts

    def get_contacts(self, filters=None):
        """Return the first page of contacts (``GET /contacts``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("contact", filters)

    def get_all_contacts(self, filters=None):
        """Yield all contacts, page by page (``GET /contacts``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("contact", filters)

    def get_contact(self, external_id):
        """Return the contact with an id (``GET /contacts/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("contact", external_id)

    def create_contact(self, data):
        """Create a contact and return it (``POST /contacts``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("contact", data)

    def update_contact(self, external_id, data):
        """Update a contact and return it (``PUT /contacts/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("contact", external_id, data)
