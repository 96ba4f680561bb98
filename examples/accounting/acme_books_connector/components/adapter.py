from odoo.addons.component.core import Component


class AcmeBooksAdapter(Component):
    """Speaks with the API of Acme Books."""

    _name = "acme_books.adapter"
    _inherit = "generic.adapter"
    _collection = "acme_books.backend"

    _test_endpoint = "/partners"
    _auth = {"kind": "bearer", "token": "{api_key}"}
    _headers = {"Accept": "application/json"}
    _pagination = {
        "kind": "cursor",
        "cursor_param": "cursor",
        "next": "next_cursor",
        "size_param": "limit",
        "size": 100,
    }
    _rate_limit = {"kind": "retry_after", "status": 429, "retry_after": "Retry-After"}
    _errors = {"path": "error"}
    _resources = {
        "partner": {
            "list": "GET /partners",
            "get": "GET /partners/{id}",
            "create": "POST /partners",
            "update": "PUT /partners/{id}",
            "search": "GET /partners?email={email}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "product": {
            "list": "GET /products",
            "get": "GET /products/{id}",
            "create": "POST /products",
            "update": "PUT /products/{id}",
            "search": "GET /products?sku={sku}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "invoice": {
            "list": "GET /invoices",
            "get": "GET /invoices/{id}",
            "create": "POST /invoices",
            "update": "PUT /invoices/{id}",
            "search": "GET /invoices?number={number}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "bill": {
            "list": "GET /bills",
            "get": "GET /bills/{id}",
            "create": "POST /bills",
            "update": "PUT /bills/{id}",
            "search": "GET /bills?number={number}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "payment": {
            "list": "GET /payments",
            "get": "GET /payments/{id}",
            "create": "POST /payments",
            "update": "PUT /payments/{id}",
            "search": "GET /payments?number={number}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
    }

    # Partners

    def get_partners(self, filters=None):
        """Return the first page of partners (``GET /partners``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("partner", filters)

    def get_all_partners(self, filters=None):
        """Yield all partners, page by page (``GET /partners``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("partner", filters)

    def get_partner(self, external_id):
        """Return the partner with an id (``GET /partners/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("partner", external_id)

    def create_partner(self, data):
        """Create a partner and return it (``POST /partners``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("partner", data)

    def update_partner(self, external_id, data):
        """Update a partner and return it (``PUT /partners/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("partner", external_id, data)

    # Products

    def get_products(self, filters=None):
        """Return the first page of products (``GET /products``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("product", filters)

    def get_all_products(self, filters=None):
        """Yield all products, page by page (``GET /products``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("product", filters)

    def get_product(self, external_id):
        """Return the product with an id (``GET /products/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("product", external_id)

    def create_product(self, data):
        """Create a product and return it (``POST /products``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("product", data)

    def update_product(self, external_id, data):
        """Update a product and return it (``PUT /products/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("product", external_id, data)

    # Invoices

    def get_invoices(self, filters=None):
        """Return the first page of invoices (``GET /invoices``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("invoice", filters)

    def get_all_invoices(self, filters=None):
        """Yield all invoices, page by page (``GET /invoices``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("invoice", filters)

    def get_invoice(self, external_id):
        """Return the invoice with an id (``GET /invoices/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("invoice", external_id)

    def create_invoice(self, data):
        """Create an invoice and return it (``POST /invoices``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("invoice", data)

    def update_invoice(self, external_id, data):
        """Update an invoice and return it (``PUT /invoices/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("invoice", external_id, data)

    # Bills

    def get_bills(self, filters=None):
        """Return the first page of bills (``GET /bills``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("bill", filters)

    def get_all_bills(self, filters=None):
        """Yield all bills, page by page (``GET /bills``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("bill", filters)

    def get_bill(self, external_id):
        """Return the bill with an id (``GET /bills/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("bill", external_id)

    def create_bill(self, data):
        """Create a bill and return it (``POST /bills``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("bill", data)

    def update_bill(self, external_id, data):
        """Update a bill and return it (``PUT /bills/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("bill", external_id, data)

    # Payments

    def get_payments(self, filters=None):
        """Return the first page of payments (``GET /payments``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("payment", filters)

    def get_all_payments(self, filters=None):
        """Yield all payments, page by page (``GET /payments``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("payment", filters)

    def get_payment(self, external_id):
        """Return the payment with an id (``GET /payments/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("payment", external_id)

    def create_payment(self, data):
        """Create a payment and return it (``POST /payments``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("payment", data)

    def update_payment(self, external_id, data):
        """Update a payment and return it (``PUT /payments/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("payment", external_id, data)
