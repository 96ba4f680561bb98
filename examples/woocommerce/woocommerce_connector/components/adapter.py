from odoo.addons.component.core import Component


class WoocommerceAdapter(Component):
    """Speaks with the API of WooCommerce."""

    _name = "woocommerce.adapter"
    _inherit = "generic.adapter"
    _collection = "woocommerce.backend"

    _test_endpoint = "/settings/products/woocommerce_weight_unit"
    _auth = {"kind": "basic", "username": "{api_key}", "password": "{consumer_secret}"}
    _auth_alternatives = (
        {
            "field": "query_string_auth",
            "equals": True,
            "auth": {
                "kind": "query",
                "params": {
                    "consumer_key": "{api_key}",
                    "consumer_secret": "{consumer_secret}",
                },
            },
        },
        {
            "field": "plain_http",
            "equals": True,
            "auth": {
                "kind": "oauth1",
                "signature_method": "HMAC-SHA256",
                "consumer_key": "{api_key}",
                "consumer_secret": "{consumer_secret}",
                "placement": "query",
            },
        },
    )
    _headers = {"Accept": "application/json"}
    _pagination = {
        "kind": "page",
        "page_param": "page",
        "size_param": "per_page",
        "size": 100,
        "max": 100,
        "total_pages_header": "X-WP-TotalPages",
        "total_header": "X-WP-Total",
    }
    _errors = {
        "path": "message",
        "code": "code",
        "missing": [
            "woocommerce_rest_product_invalid_id",
            "woocommerce_rest_product_variation_invalid_id",
            "woocommerce_rest_shop_order_invalid_id",
            "woocommerce_rest_invalid_id",
        ],
    }
    _resources = {
        "customer": {
            "list": "GET /customers",
            "get": "GET /customers/{id}",
            "create": "POST /customers",
            "update": "PUT /customers/{id}",
            "search": "GET /customers?role=all&email={email}",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "params": {"orderby": "id", "order": "asc"},
            "id": "id",
        },
        "category": {
            "list": "GET /products/categories",
            "get": "GET /products/categories/{id}",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "id": "id",
        },
        "product": {
            "list": "GET /products",
            "get": "GET /products/{id}",
            "create": "POST /products",
            "update": "PUT /products/{id}",
            "delete": "DELETE /products/{id}?force=true",
            "search": "GET /products?sku={sku}",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "params": {"dates_are_gmt": "true", "orderby": "id", "order": "asc"},
            "filter": {"kind": "param", "param": "modified_after", "format": "naive"},
            "id": "id",
        },
        "variant": {
            "list": "GET /products/{parent_id}/variations",
            "get": "GET /products/{parent_id}/variations/{id}",
            "create": "POST /products/{parent_id}/variations",
            "update": "PUT /products/{parent_id}/variations/{id}",
            "search": "GET /products/{parent_id}/variations?sku={sku}",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "id": "id",
        },
        "inventory": {
            "list": "GET /products",
            "get": "GET /products/{id}",
            "update": "PUT /products/{id}",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "params": {"dates_are_gmt": "true", "orderby": "id", "order": "asc"},
            "filter": {"kind": "param", "param": "modified_after", "format": "naive"},
            "id": "id",
        },
        "order": {
            "list": "GET /orders",
            "get": "GET /orders/{id}",
            "create": "POST /orders",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "params": {"dates_are_gmt": "true", "orderby": "id", "order": "asc"},
            "filter": {"kind": "param", "param": "modified_after", "format": "naive"},
            "id": "id",
        },
        "delivery": {
            "create": "POST /orders/{order_id}/notes",
            "list_key": None,
            "item_key": None,
            "request_key": None,
            "id": "id",
        },
        "table:carrier": {
            "list": "GET /shipping_methods",
            "list_key": None,
            "pagination": {"kind": "none"},
            "id": "id",
        },
        "table:payment_method": {
            "list": "GET /payment_gateways",
            "list_key": None,
            "id": "id",
        },
    }

    # Customers

    def get_customers(self, filters=None):
        """Return the first page of customers (``GET /customers``).

        :param dict filters: query parameters
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
        """Return the first page of categories (``GET /products/categories``).

        :param dict filters: query parameters
        :return: list of records as the system sends them
        """
        return self._list("category", filters)

    def get_all_categories(self, filters=None):
        """Yield all categories, page by page (``GET /products/categories``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("category", filters)

    def get_category(self, external_id):
        """Return the category with an id (``GET /products/categories/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("category", external_id)

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

    def delete_product(self, external_id):
        """Delete a product (``DELETE /products/{id}``)."""
        return self._delete("product", external_id)

    # Variants

    def get_variants(self, product_id, filters=None):
        """Return the first page of variants (``GET
        /products/{parent_id}/variations``).

        :param dict filters: query parameters
        :return: list of records as the system sends them
        """
        return self._list("variant", filters, parent_id=product_id)

    def get_all_variants(self, product_id, filters=None):
        """Yield all variants, page by page (``GET
        /products/{parent_id}/variations``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("variant", filters, parent_id=product_id)

    def get_variant(self, product_id, external_id):
        """Return the variant with an id (``GET
        /products/{parent_id}/variations/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("variant", external_id, parent_id=product_id)

    def create_variant(self, product_id, data):
        """Create a variant and return it (``POST
        /products/{parent_id}/variations``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("variant", data, parent_id=product_id)

    def update_variant(self, product_id, external_id, data):
        """Update a variant and return it (``PUT
        /products/{parent_id}/variations/{id}``).

        :param dict data: values as the system takes them
        :return: dict of the record as the system sends it
        """
        return self._update("variant", external_id, data, parent_id=product_id)

    # Inventory

    def get_inventory(self, filters=None):
        """Return the first page of inventory records (``GET /products``).

        :param dict filters: query parameters; ``since`` (a naive UTC datetime)
            asks for what changed after it
        :return: list of records as the system sends them
        """
        return self._list("inventory", filters)

    def get_all_inventory(self, filters=None):
        """Yield all inventory records, page by page (``GET /products``).

        :param dict filters: as for the first page
        :return: generator of records as the system sends them
        """
        return self._iter_all("inventory", filters)

    def get_inventory_record(self, external_id):
        """Return the inventory record with an id (``GET /products/{id}``).

        :return: dict as the system sends it
        :raise IDMissingInBackend: where the system has no such record
        """
        return self._read("inventory", external_id)

    def update_inventory(self, external_id, data):
        """Update an inventory record and return it (``PUT /products/{id}``).

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

    # Deliveries

    def create_delivery(self, data):
        """Create a delivery and return it (``POST /orders/{order_id}/notes``).

        :param dict data: values as the system takes them
        :return: dict of the new record as the system sends it
        """
        return self._create("delivery", data)
