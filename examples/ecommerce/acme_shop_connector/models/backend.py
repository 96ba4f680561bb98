from odoo import fields, models


class AcmeShopBackend(models.Model):
    """A connection to Acme Shop: its address, its credentials and what it
    synchronises."""

    _name = "acme_shop.backend"
    _inherit = [
        "generic.backend.mixin",
        "generic.image.backend.mixin",
        "generic.order.backend.mixin",
        "generic.refund.backend.mixin",
        "generic.payment.backend.mixin",
        "generic.export.backend.mixin",
    ]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "Acme Shop Backend"

    _connector_name = "acme_shop"
    _base_url_template = "https://api.acme-shop.example/v1"
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "customers": "acme_shop.res.partner",
        "categories": "acme_shop.product.category",
        "products": "acme_shop.product.template",
        "pricelists": "acme_shop.product.pricelist",
        "inventory": "acme_shop.stock.level",
        "orders": "acme_shop.sale.order",
    }
    _webhook_scheme = {
        "topic": {"header": ("X-AcmeShop-Topic",)},
        "signature": {
            "kind": "hmac",
            "algorithm": "sha256",
            "encoding": "hex",
            "payload": "{body}",
            "secret": "webhook_secret",
            "header": ("X-AcmeShop-Signature",),
        },
        "repeat_key": ("topic", "resource_id", "body_digest"),
        "resource_id": "id",
        "updated": "updated_at",
        "entities": {
            "customer.created": "customer",
            "customer.updated": "customer",
            "customer.deleted": "customer",
            "category.created": "category",
            "category.updated": "category",
            "category.deleted": "category",
            "product.created": "product",
            "product.updated": "product",
            "product.deleted": "product",
            "pricelist.created": "pricelist",
            "pricelist.updated": "pricelist",
            "pricelist.deleted": "pricelist",
            "inventory.updated": "inventory",
            "order.created": "order",
            "order.updated": "order",
            "order.deleted": "order",
        },
        "resource_ids": {"inventory.updated": ("variant_id", "location_id")},
    }
    _webhook_handlers = {
        "customer.created": "_handle_customer_created",
        "customer.updated": "_handle_customer_updated",
        "customer.deleted": "_handle_customer_deleted",
        "category.created": "_handle_category_created",
        "category.updated": "_handle_category_updated",
        "category.deleted": "_handle_category_deleted",
        "product.created": "_handle_product_created",
        "product.updated": "_handle_product_updated",
        "product.deleted": "_handle_product_deleted",
        "pricelist.created": "_handle_pricelist_created",
        "pricelist.updated": "_handle_pricelist_updated",
        "pricelist.deleted": "_handle_pricelist_deleted",
        "inventory.updated": "_handle_inventory_updated",
        "order.created": "_handle_order_created",
        "order.updated": "_handle_order_updated",
        "order.deleted": "_handle_order_deleted",
    }
    _mapping_tables = {
        "location": {
            "label": "Locations",
            "models": ["stock.warehouse", "stock.location"],
            "match": ["code", "name", "only"],
            "missing": "ignore",
            "list": True,
            "id": "id",
            "name": "name",
        },
        "tax": {
            "label": "Taxes",
            "models": ["account.tax"],
            "match": ["rate", "name"],
            "missing": "create",
        },
        "payment_method": {
            "label": "Payment Methods",
            "models": ["account.journal"],
            "match": ["code", "name"],
            "missing": "ignore",
        },
    }

    generic_backend_id = fields.Many2one(
        comodel_name="generic.backend",
        required=True,
        ondelete="cascade",
    )
    api_key = fields.Char(
        string="API Key",
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Made in the settings of the external system; it is sent with every "
        "request.",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Signs the events that the external system sends: what is signed "
        "otherwise is refused.",
    )
    warehouse_id = fields.Many2one(
        comodel_name="stock.warehouse",
        default=lambda self: self._default_warehouse(),
        help="Warehouse whose stock is synchronised, and that delivers the imported "
        "orders.",
    )
    delivery_product_id = fields.Many2one(
        comodel_name="product.product",
        string="Shipping Product",
        help="Service on the shipping lines of orders; one is made when it is empty.",
    )
    discount_product_id = fields.Many2one(
        comodel_name="product.product",
        help="Service on discount lines; one is made when it is empty.",
    )
    conflict_customers = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Customers",
        default="external_wins",
        required=True,
        help="Who wins where a field of a customer was changed on both sides since "
        "the last synchronisation.",
    )
    conflict_categories = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Categories",
        default="external_wins",
        required=True,
        help="Who wins where a field of a category was changed on both sides since "
        "the last synchronisation.",
    )
    conflict_products = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Products",
        default="external_wins",
        required=True,
        help="Who wins where a field of a product was changed on both sides since "
        "the last synchronisation.",
    )
    conflict_pricelists = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Pricelists",
        default="external_wins",
        required=True,
        help="Who wins where a field of a pricelist was changed on both sides since "
        "the last synchronisation.",
    )
    export_customers_on_change = fields.Boolean(
        string="Export Changed Customers",
        help="Exports customers that are linked already when they are changed in Odoo.",
    )
    export_categories_on_change = fields.Boolean(
        string="Export Changed Categories",
        help="Exports categories that are linked already when they are changed in "
        "Odoo.",
    )
    export_products_on_change = fields.Boolean(
        string="Export Changed Products",
        help="Exports products that are linked already when they are changed in Odoo.",
    )
    export_inventory_on_change = fields.Boolean(
        string="Export Changed Inventory",
        help="Exports inventory records that are linked already when they are "
        "changed in Odoo.",
    )
    export_orders_on_change = fields.Boolean(
        string="Export Changed Orders",
        help="Exports orders that are linked already when they are changed in Odoo.",
    )
    webhook_url = fields.Char(
        string="Webhook Address",
        compute="_compute_webhook_url",
        groups="connector_base_backend.group_connector_manager",
        help="Address to deliver to; its last part tells the backends apart.",
    )
    customer_count = fields.Integer(
        string="Customers Linked",
        compute="_compute_binding_counts",
    )
    category_count = fields.Integer(
        string="Categories Linked",
        compute="_compute_binding_counts",
    )
    product_count = fields.Integer(
        string="Products Linked",
        compute="_compute_binding_counts",
    )
    pricelist_count = fields.Integer(
        string="Pricelists Linked",
        compute="_compute_binding_counts",
    )
    inventory_count = fields.Integer(
        string="Inventory Linked",
        compute="_compute_binding_counts",
    )
    order_count = fields.Integer(
        string="Orders Linked",
        compute="_compute_binding_counts",
    )

    def _default_warehouse(self):
        """Take the first warehouse of the company."""
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    def _compute_binding_counts(self):
        """Count what is linked, for the buttons of the form."""
        for backend in self:
            linked = [("backend_id", "=", backend.id)]
            backend.customer_count = self.env["acme_shop.res.partner"].search_count(
                linked
            )
            backend.category_count = self.env[
                "acme_shop.product.category"
            ].search_count(linked)
            backend.product_count = self.env["acme_shop.product.template"].search_count(
                linked
            )
            backend.pricelist_count = self.env[
                "acme_shop.product.pricelist"
            ].search_count(linked)
            backend.inventory_count = self.env["acme_shop.stock.level"].search_count(
                linked
            )
            backend.order_count = self.env["acme_shop.sale.order"].search_count(linked)

    def _compute_webhook_url(self):
        """Put the backend's token behind the route of its controller."""
        for backend in self:
            root = backend.get_base_url()
            backend.webhook_url = f"{root}/acme_shop/webhook/{backend.webhook_token}"

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("acme_shop.adapter").test_connection()

    # Imports

    def sync_customers(self):
        """Import what changed of the customers since the last run."""
        return self._sync_entity("customers")

    def _sync_customers_implementation(self):
        return self._start_import("acme_shop.res.partner")

    def sync_categories(self):
        """Import what changed of the categories since the last run."""
        return self._sync_entity("categories")

    def _sync_categories_implementation(self):
        return self._start_import("acme_shop.product.category")

    def sync_products(self):
        """Import what changed of the products since the last run."""
        return self._sync_entity("products")

    def _sync_products_implementation(self):
        return self._start_import("acme_shop.product.template")

    def sync_pricelists(self):
        """Import what changed of the pricelists since the last run."""
        return self._sync_entity("pricelists")

    def _sync_pricelists_implementation(self):
        return self._start_import("acme_shop.product.pricelist")

    def sync_inventory(self):
        """Import what changed of the inventory records since the last run."""
        return self._sync_entity("inventory")

    def _sync_inventory_implementation(self):
        return self._start_import("acme_shop.stock.level")

    def sync_orders(self):
        """Import what changed of the orders since the last run."""
        return self._sync_entity("orders")

    def _sync_orders_implementation(self):
        return self._start_import("acme_shop.sale.order")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_res_partner(self, record_ids):
        """Queue the export of customers."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "acme_shop.res.partner",
            records,
            self.env._("Export Customers"),
        )

    def export_product_category(self, record_ids):
        """Queue the export of categories."""
        records = self.env["product.category"].browse(record_ids)
        return self._export_records(
            "acme_shop.product.category",
            records,
            self.env._("Export Categories"),
        )

    def export_product_template(self, record_ids):
        """Queue the export of products."""
        records = self.env["product.template"].browse(record_ids)
        return self._export_records(
            "acme_shop.product.template",
            records,
            self.env._("Export Products"),
            batch=self._export_product_batch,
        )

    def export_product_product(self, record_ids):
        """Queue the export of products by their variants."""
        records = self.env["product.product"].browse(record_ids)
        return self._export_records(
            "acme_shop.product.template",
            records.product_tmpl_id,
            self.env._("Export Products"),
            batch=self._export_product_batch,
        )

    def export_stock_quant(self, record_ids):
        """Queue the export of the stock of the chosen quants' products."""
        records = self.env["stock.quant"].browse(record_ids)
        return self._export_records(
            "acme_shop.stock.level",
            records.product_id,
            self.env._("Export Inventory"),
        )

    def export_sale_order(self, record_ids):
        """Queue the export of orders."""
        records = self.env["sale.order"].browse(record_ids)
        return self._export_records(
            "acme_shop.sale.order",
            records,
            self.env._("Export Orders"),
        )

    def _export_product_batch(self, product_ids):
        """Make the bindings of some products and queue their exports.

        :param list product_ids: ids of product.template
        :return: {"exported", "created", "skipped": numbers, "errors", "reasons":
            lists of texts}
        """
        products = self.env["product.template"].browse(product_ids)
        return self._queue_exports("acme_shop.product.template", products)

    # Webhooks

    def _handle_customer_created(self, webhook):
        return self._import_from_webhook("acme_shop.res.partner", webhook)

    def _handle_customer_updated(self, webhook):
        return self._import_from_webhook("acme_shop.res.partner", webhook)

    def _handle_customer_deleted(self, webhook):
        return self._delete_from_webhook("acme_shop.res.partner", webhook)

    def _handle_category_created(self, webhook):
        return self._import_from_webhook("acme_shop.product.category", webhook)

    def _handle_category_updated(self, webhook):
        return self._import_from_webhook("acme_shop.product.category", webhook)

    def _handle_category_deleted(self, webhook):
        return self._delete_from_webhook("acme_shop.product.category", webhook)

    def _handle_product_created(self, webhook):
        return self._import_from_webhook("acme_shop.product.template", webhook)

    def _handle_product_updated(self, webhook):
        return self._import_from_webhook("acme_shop.product.template", webhook)

    def _handle_product_deleted(self, webhook):
        return self._delete_from_webhook("acme_shop.product.template", webhook)

    def _handle_pricelist_created(self, webhook):
        return self._import_from_webhook("acme_shop.product.pricelist", webhook)

    def _handle_pricelist_updated(self, webhook):
        return self._import_from_webhook("acme_shop.product.pricelist", webhook)

    def _handle_pricelist_deleted(self, webhook):
        return self._delete_from_webhook("acme_shop.product.pricelist", webhook)

    def _handle_inventory_updated(self, webhook):
        return self._import_from_webhook("acme_shop.stock.level", webhook)

    def _handle_order_created(self, webhook):
        return self._import_from_webhook("acme_shop.sale.order", webhook)

    def _handle_order_updated(self, webhook):
        return self._import_from_webhook("acme_shop.sale.order", webhook)

    def _handle_order_deleted(self, webhook):
        return self._delete_from_webhook("acme_shop.sale.order", webhook)
