from odoo.addons.component.core import Component


class ShopifyAdapter(Component):
    """Speaks with the API of Shopify."""

    _name = "shopify.adapter"
    _inherit = "generic.adapter"
    _collection = "shopify.backend"

    _test_endpoint = "/shop.json"
    _test_name = "shop.name"
    _auth = {"kind": "header", "header": "X-Shopify-Access-Token", "value": "{api_key}"}
    _headers = {"Accept": "application/json"}
    _pagination = {
        "kind": "link_header",
        "rel": "next",
        "cursor_param": "page_info",
        "cursor_params": ["limit", "fields"],
        "size_param": "limit",
        "size": 250,
        "max": 250,
    }
    _rate_limit = {
        "kind": "leaky_bucket",
        "bucket": 40,
        "leak_per_second": 2,
        "header": "X-Shopify-Shop-Api-Call-Limit",
        "format": "used/limit",
        "status": 429,
        "retry_after": "Retry-After",
    }
    _errors = {"path": "errors"}
    _resources = {
        "customer": {
            "list": "GET /customers.json",
            "get": "GET /customers/{id}.json",
            "create": "POST /customers.json",
            "update": "PUT /customers/{id}.json",
            "count": "GET /customers/count.json",
            "search": "GET /customers/search.json?query=email:{email}",
            "list_key": "customers",
            "item_key": "customer",
            "request_key": "customer",
            "filter": {"kind": "param", "param": "updated_at_min", "format": "iso8601"},
            "id": "id",
        },
        "address": {
            "create": "POST /customers/{parent_id}/addresses.json",
            "update": "PUT /customers/{parent_id}/addresses/{id}.json",
            "list_key": "addresses",
            "item_key": "address",
            "request_key": "address",
            "id": "id",
        },
        "product": {
            "list": "GET /products.json",
            "get": "GET /products/{id}.json",
            "create": "POST /products.json",
            "update": "PUT /products/{id}.json",
            "count": "GET /products/count.json",
            "list_key": "products",
            "item_key": "product",
            "request_key": "product",
            "filter": {"kind": "param", "param": "updated_at_min", "format": "iso8601"},
            "id": "id",
        },
        "inventory": {
            "list": "GET /inventory_levels.json",
            "get": (
                "GET /inventory_levels.json?inventory_item_ids={inventory_item_id}"
                "&location_ids={location_id}"
            ),
            "update": "POST /inventory_levels/set.json",
            "list_key": "inventory_levels",
            "item_key": "inventory_level",
            "request_key": None,
            "params": {"location_ids": "{location_keys}"},
            "filter": {"kind": "param", "param": "updated_at_min", "format": "iso8601"},
            "id": ["inventory_item_id", "location_id"],
        },
        "order": {
            "list": "GET /orders.json",
            "get": "GET /orders/{id}.json",
            "create": "POST /orders.json",
            "count": "GET /orders/count.json",
            "list_key": "orders",
            "item_key": "order",
            "request_key": "order",
            "params": {"status": "any"},
            "filter": {"kind": "param", "param": "updated_at_min", "format": "iso8601"},
            "id": "id",
        },
        "fulfillment": {
            "create": "POST /fulfillments.json",
            "update": "POST /fulfillments/{id}/update_tracking.json",
            "list_key": "fulfillments",
            "item_key": "fulfillment",
            "request_key": "fulfillment",
            "id": "id",
        },
        "table:location": {
            "list": "GET /locations.json",
            "list_key": "locations",
            "id": "id",
        },
    }

    # Customers

    def get_customers(self, filters=None):
        """Return the first page of customers (``GET /customers.json``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("customer", filters)

    def get_all_customers(self, filters=None):
        """Yield all customers, page by page (``GET /customers.json``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("customer", filters)

    def get_customer(self, external_id):
        """Return the customer with an id (``GET /customers/{id}.json``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("customer", external_id)

    def create_customer(self, data):
        """Create a customer and return it (``POST /customers.json``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("customer", data)

    def update_customer(self, external_id, data):
        """Update a customer and return it (``PUT /customers/{id}.json``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("customer", external_id, data)

    # Addresses

    def create_address(self, customer_id, data):
        """Create an address and return it (``POST
        /customers/{parent_id}/addresses.json``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("address", data, parent_id=customer_id)

    def update_address(self, customer_id, external_id, data):
        """Update an address and return it (``PUT
        /customers/{parent_id}/addresses/{id}.json``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("address", external_id, data, parent_id=customer_id)

    # Products

    def get_products(self, filters=None):
        """Return the first page of products (``GET /products.json``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("product", filters)

    def get_all_products(self, filters=None):
        """Yield all products, page by page (``GET /products.json``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("product", filters)

    def get_product(self, external_id):
        """Return the product with an id (``GET /products/{id}.json``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("product", external_id)

    def create_product(self, data):
        """Create a product and return it (``POST /products.json``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("product", data)

    def update_product(self, external_id, data):
        """Update a product and return it (``PUT /products/{id}.json``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("product", external_id, data)

    # Inventory

    def get_inventory(self, filters=None):
        """Return the first page of inventory records (``GET
        /inventory_levels.json``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("inventory", filters)

    def get_all_inventory(self, filters=None):
        """Yield all inventory records, page by page (``GET
        /inventory_levels.json``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("inventory", filters)

    def get_inventory_record(self, external_id):
        """Return the inventory record with an id (``GET /inventory_levels.json``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("inventory", external_id)

    def update_inventory(self, external_id, data):
        """Update an inventory record and return it (``POST
        /inventory_levels/set.json``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("inventory", external_id, data)

    # Orders

    def get_orders(self, filters=None):
        """Return the first page of orders (``GET /orders.json``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("order", filters)

    def get_all_orders(self, filters=None):
        """Yield all orders, page by page (``GET /orders.json``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("order", filters)

    def get_order(self, external_id):
        """Return the order with an id (``GET /orders/{id}.json``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("order", external_id)

    def create_order(self, data):
        """Create an order and return it (``POST /orders.json``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("order", data)

    # Fulfillments

    def create_fulfillment(self, data):
        """Create a fulfillment and return it (``POST /fulfillments.json``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("fulfillment", data)

    def update_fulfillment(self, external_id, data):
        """Update a fulfillment and return it (``POST
        /fulfillments/{id}/update_tracking.json``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("fulfillment", external_id, data)
