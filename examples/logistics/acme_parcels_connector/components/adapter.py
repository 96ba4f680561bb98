from odoo.addons.component.core import Component


class AcmeParcelsAdapter(Component):
    """Speaks with the API of Acme Parcels."""

    _name = "acme_parcels.adapter"
    _inherit = "generic.adapter"
    _collection = "acme_parcels.backend"

    _test_endpoint = "/partners"
    _auth = {"kind": "basic", "username": "{username}", "password": "{api_key}"}
    _headers = {"Accept": "application/json"}
    _pagination = {
        "kind": "offset",
        "offset_param": "offset",
        "size_param": "limit",
        "size": 100,
        "total_path": "total",
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
        "delivery": {
            "list": "GET /deliveries",
            "get": "GET /deliveries/{id}",
            "create": "POST /deliveries",
            "update": "PUT /deliveries/{id}",
            "search": "GET /deliveries?reference={reference}",
            "cancel": "POST /deliveries/{id}/cancel",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "stock": {
            "list": "GET /stock",
            "get": "GET /stock/{product_id}/{location_id}",
            "update": "PUT /stock/{product_id}/{location_id}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": ["product_id", "location_id"],
        },
        "table:location": {
            "list": "GET /locations",
            "list_key": "data",
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

    # Deliveries

    def get_deliveries(self, filters=None):
        """Return the first page of deliveries (``GET /deliveries``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("delivery", filters)

    def get_all_deliveries(self, filters=None):
        """Yield all deliveries, page by page (``GET /deliveries``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("delivery", filters)

    def get_delivery(self, external_id):
        """Return the delivery with an id (``GET /deliveries/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("delivery", external_id)

    def create_delivery(self, data):
        """Create a delivery and return it (``POST /deliveries``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("delivery", data)

    def update_delivery(self, external_id, data):
        """Update a delivery and return it (``PUT /deliveries/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("delivery", external_id, data)

    # Stock

    def get_stock(self, filters=None):
        """Return the first page of stock records (``GET /stock``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("stock", filters)

    def get_all_stock(self, filters=None):
        """Yield all stock records, page by page (``GET /stock``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("stock", filters)

    def get_stock_record(self, external_id):
        """Return the stock record with an id (``GET
        /stock/{product_id}/{location_id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("stock", external_id)

    def update_stock(self, external_id, data):
        """Update a stock record and return it (``PUT
        /stock/{product_id}/{location_id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("stock", external_id, data)
