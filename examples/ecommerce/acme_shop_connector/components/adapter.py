from odoo.addons.component.core import Component


class AcmeShopAdapter(Component):
    """Speaks with the API of Acme Shop."""

    _name = "acme_shop.adapter"
    _inherit = "generic.adapter"
    _collection = "acme_shop.backend"

    _test_endpoint = "/customers"
    _auth = {"kind": "header", "header": "X-API-Key", "value": "{api_key}"}
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
        "customer": {
            "list": "GET /customers",
            "get": "GET /customers/{id}",
            "create": "POST /customers",
            "update": "PUT /customers/{id}",
            "search": "GET /customers?email={email}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "category": {
            "list": "GET /categories",
            "get": "GET /categories/{id}",
            "create": "POST /categories",
            "update": "PUT /categories/{id}",
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
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "pricelist": {
            "list": "GET /pricelists",
            "get": "GET /pricelists/{id}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "inventory": {
            "list": "GET /inventory",
            "get": "GET /inventory/{variant_id}/{location_id}",
            "update": "PUT /inventory/{variant_id}/{location_id}",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": ["variant_id", "location_id"],
        },
        "order": {
            "list": "GET /orders",
            "get": "GET /orders/{id}",
            "create": "POST /orders",
            "list_key": "data",
            "item_key": None,
            "request_key": None,
            "filter": {"kind": "param", "param": "updated_since", "format": "iso8601"},
            "id": "id",
        },
        "table:location": {
            "list": "GET /locations",
            "list_key": "data",
            "id": "id",
        },
    }

    # Customers

    def get_customers(self, filters=None):
        """Return the first page of customers (``GET /customers``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("customer", filters)

    def get_all_customers(self, filters=None):
        """Yield all customers, page by page (``GET /customers``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("customer", filters)

    def get_customer(self, external_id):
        """Return the customer with an id (``GET /customers/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("customer", external_id)

    def create_customer(self, data):
        """Create a customer and return it (``POST /customers``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("customer", data)

    def update_customer(self, external_id, data):
        """Update a customer and return it (``PUT /customers/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("customer", external_id, data)

    # Categories

    def get_categories(self, filters=None):
        """Return the first page of categories (``GET /categories``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("category", filters)

    def get_all_categories(self, filters=None):
        """Yield all categories, page by page (``GET /categories``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("category", filters)

    def get_category(self, external_id):
        """Return the category with an id (``GET /categories/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("category", external_id)

    def create_category(self, data):
        """Create a category and return it (``POST /categories``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("category", data)

    def update_category(self, external_id, data):
        """Update a category and return it (``PUT /categories/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("category", external_id, data)

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

    # Pricelists

    def get_pricelists(self, filters=None):
        """Return the first page of pricelists (``GET /pricelists``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("pricelist", filters)

    def get_all_pricelists(self, filters=None):
        """Yield all pricelists, page by page (``GET /pricelists``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("pricelist", filters)

    def get_pricelist(self, external_id):
        """Return the pricelist with an id (``GET /pricelists/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("pricelist", external_id)

    # Inventory

    def get_inventory(self, filters=None):
        """Return the first page of inventory records (``GET /inventory``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("inventory", filters)

    def get_all_inventory(self, filters=None):
        """Yield all inventory records, page by page (``GET /inventory``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("inventory", filters)

    def get_inventory_record(self, external_id):
        """Return the inventory record with an id (``GET
        /inventory/{variant_id}/{location_id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("inventory", external_id)

    def update_inventory(self, external_id, data):
        """Update an inventory record and return it (``PUT
        /inventory/{variant_id}/{location_id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("inventory", external_id, data)

    # Orders

    def get_orders(self, filters=None):
        """Return the first page of orders (``GET /orders``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("order", filters)

    def get_all_orders(self, filters=None):
        """Yield all orders, page by page (``GET /orders``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("order", filters)

    def get_order(self, external_id):
        """Return the order with an id (``GET /orders/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("order", external_id)

    def create_order(self, data):
        """Create an order and return it (``POST /orders``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("order", data)
