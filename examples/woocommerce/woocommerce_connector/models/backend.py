import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What a value has to look like as a whole, and an example to show.
PATTERNS = {
    "shop_url": ("https?://.+[^/]", "https://shop.example.com"),
}


class WoocommerceBackend(models.Model):
    """A connection to WooCommerce: its address, its credentials and what it
    synchronises."""

    _name = "woocommerce.backend"
    _inherit = [
        "generic.backend.mixin",
        "generic.image.backend.mixin",
        "generic.order.backend.mixin",
        "generic.refund.backend.mixin",
        "generic.payment.backend.mixin",
        "generic.fulfilment.backend.mixin",
        "generic.export.backend.mixin",
    ]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "WooCommerce Backend"

    _connector_name = "woocommerce"
    _base_url_template = "{shop_url}/wp-json/wc/v3"
    _tenant_field = "shop_url"
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "customers": "woocommerce.res.partner",
        "categories": "woocommerce.product.category",
        "products": "woocommerce.product.template",
        "inventory": "woocommerce.stock.level",
        "orders": "woocommerce.sale.order",
    }
    _webhook_scheme = {
        "topic": {"header": ("X-WC-Webhook-Topic",)},
        "signature": {
            "kind": "hmac",
            "algorithm": "sha256",
            "encoding": "base64",
            "payload": "{body}",
            "secret": "webhook_secret",
            "header": ("X-WC-Webhook-Signature",),
        },
        "delivery_id": {"header": ("X-WC-Webhook-Delivery-ID",)},
        "handshake": {"kind": "ping", "encoding": "form", "key": "webhook_id"},
        "repeat_key": ("topic", "resource_id", "body_digest"),
        "resource_id": "id",
        "updated": "date_modified_gmt",
        "entities": {
            "order.created": "order",
            "order.updated": "order",
            "order.deleted": "order",
            "order.restored": "order",
            "product.created": "product",
            "product.updated": "product",
            "product.deleted": "product",
            "product.restored": "product",
            "customer.created": "customer",
            "customer.updated": "customer",
            "customer.deleted": "customer",
        },
        "parts": {
            "product.created": {
                "path": "parent_id",
                "when": {"path": "type", "equals": "variation"},
            },
            "product.updated": {
                "path": "parent_id",
                "when": {"path": "type", "equals": "variation"},
            },
        },
    }
    _webhook_handlers = {
        "order.created": "_handle_order_created",
        "order.updated": "_handle_order_updated",
        "order.deleted": "_handle_order_deleted",
        "order.restored": "_handle_order_restored",
        "product.created": "_handle_product_created",
        "product.updated": "_handle_product_updated",
        "product.deleted": "_handle_product_deleted",
        "product.restored": "_handle_product_restored",
        "customer.created": "_handle_customer_created",
        "customer.updated": "_handle_customer_updated",
        "customer.deleted": "_handle_customer_deleted",
    }
    _mapping_tables = {
        "tax": {
            "label": "Taxes",
            "models": ["account.tax"],
            "match": ["rate", "name"],
            "missing": "create",
        },
        "carrier": {
            "label": "Carriers",
            "models": ["delivery.carrier"],
            "match": ["code", "name"],
            "missing": "ignore",
            "list": True,
            "id": "id",
            "name": "title",
        },
        "order_state": {
            "label": "Order States",
            "models": [],
            "choices": {
                "draft": "Leave as quotation",
                "confirm": "Confirm",
                "cancel": "Cancel",
                "ignore": "Leave out",
            },
            "values": {
                "pending": "draft",
                "on-hold": "draft",
                "processing": "confirm",
                "completed": "confirm",
                "refunded": "cancel",
                "cancelled": "cancel",
                "failed": "cancel",
                "checkout-draft": "ignore",
            },
            "default": "draft",
            "missing": "default",
        },
        "payment_method": {
            "label": "Payment Methods",
            "models": ["account.journal"],
            "match": ["code", "name"],
            "missing": "fail",
            "list": True,
            "id": "id",
            "name": "title",
        },
    }

    generic_backend_id = fields.Many2one(
        comodel_name="generic.backend",
        required=True,
        ondelete="cascade",
    )
    shop_url = fields.Char(
        string="Shop URL",
        required=True,
        help="Address of the shop as its visitors see it, with its sub-folder if it "
        "has one.",
    )
    api_key = fields.Char(
        string="Consumer Key",
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="WooCommerce > Settings > Advanced > REST API, with read and write "
        "permission.",
    )
    consumer_secret = fields.Char(
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
    )
    query_string_auth = fields.Boolean(
        string="Keys in the Address",
        default=False,
        help="For hosts that remove the Authorization header. Over https only.",
    )
    plain_http = fields.Boolean(
        string="Shop without https",
        default=False,
        help="Signs every request (OAuth 1.0a) instead of sending the secret.",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help='Secret of the webhooks in WooCommerce. Without the characters & < > " '
        "and '.",
    )
    weight_unit = fields.Selection(
        selection=[
            ("kg", "Kg"),
            ("g", "G"),
            ("lb", "Lb"),
            ("oz", "Oz"),
        ],
        default="kg",
        help="As in the shop's settings; products do not say it.",
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
    order_confirmation = fields.Selection(
        selection_add=[("state", "As their state is mapped")],
        ondelete={"state": "set default"},
    )
    notify_fulfilment = fields.Boolean(
        string="Notify Customers",
        help="Let WooCommerce write to the customer when a delivery is exported.",
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
    export_customers_on_change = fields.Boolean(
        string="Export Changed Customers",
        help="Exports customers that are linked already when they are changed in Odoo.",
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
    export_deliveries_on_change = fields.Boolean(
        string="Export Changed Deliveries",
        help="Exports deliveries when they are made or changed in Odoo.",
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
    inventory_count = fields.Integer(
        string="Inventory Linked",
        compute="_compute_binding_counts",
    )
    order_count = fields.Integer(
        string="Orders Linked",
        compute="_compute_binding_counts",
    )
    delivery_count = fields.Integer(
        string="Deliveries Linked",
        compute="_compute_binding_counts",
    )

    def _default_warehouse(self):
        """Take the first warehouse of the company."""
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    @api.constrains("shop_url")
    def _check_patterns(self):
        """Refuse what no address or credential of the system looks like."""
        for backend in self.sudo():
            for name, (pattern, example) in PATTERNS.items():
                if backend[name] and not re.fullmatch(pattern, backend[name]):
                    raise ValidationError(
                        self.env._(
                            "%(field)s has to look like %(example)s.",
                            field=backend._fields[name].string,
                            example=example,
                        )
                    )

    def _compute_binding_counts(self):
        """Count what is linked, for the buttons of the form."""
        for backend in self:
            linked = [("backend_id", "=", backend.id)]
            backend.customer_count = self.env["woocommerce.res.partner"].search_count(
                linked
            )
            backend.category_count = self.env[
                "woocommerce.product.category"
            ].search_count(linked)
            backend.product_count = self.env[
                "woocommerce.product.template"
            ].search_count(linked)
            backend.inventory_count = self.env["woocommerce.stock.level"].search_count(
                linked
            )
            backend.order_count = self.env["woocommerce.sale.order"].search_count(
                linked
            )
            backend.delivery_count = self.env["woocommerce.stock.picking"].search_count(
                linked
            )

    def _compute_webhook_url(self):
        """Put the backend's token behind the route of its controller."""
        for backend in self:
            root = backend.get_base_url()
            backend.webhook_url = f"{root}/woocommerce/webhook/{backend.webhook_token}"

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("woocommerce.adapter").test_connection()

    # Imports

    def sync_customers(self):
        """Import what changed of the customers since the last run."""
        return self._sync_entity("customers")

    def _sync_customers_implementation(self):
        return self._start_import("woocommerce.res.partner")

    def sync_categories(self):
        """Import what changed of the categories since the last run."""
        return self._sync_entity("categories")

    def _sync_categories_implementation(self):
        return self._start_import("woocommerce.product.category")

    def sync_products(self):
        """Import what changed of the products since the last run."""
        return self._sync_entity("products")

    def _sync_products_implementation(self):
        return self._start_import("woocommerce.product.template")

    def sync_inventory(self):
        """Import what changed of the inventory records since the last run."""
        return self._sync_entity("inventory")

    def _sync_inventory_implementation(self):
        return self._start_import("woocommerce.stock.level")

    def sync_orders(self):
        """Import what changed of the orders since the last run."""
        return self._sync_entity("orders")

    def _sync_orders_implementation(self):
        return self._start_import("woocommerce.sale.order")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_product_template(self, record_ids):
        """Queue the export of products."""
        records = self.env["product.template"].browse(record_ids)
        return self._export_records(
            "woocommerce.product.template",
            records,
            self.env._("Export Products"),
            batch=self._export_product_batch,
        )

    def export_product_product(self, record_ids):
        """Queue the export of products by their variants."""
        records = self.env["product.product"].browse(record_ids)
        return self._export_records(
            "woocommerce.product.template",
            records.product_tmpl_id,
            self.env._("Export Products"),
            batch=self._export_product_batch,
        )

    def export_res_partner(self, record_ids):
        """Queue the export of customers."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "woocommerce.res.partner",
            records,
            self.env._("Export Customers"),
        )

    def export_stock_quant(self, record_ids):
        """Queue the export of the stock of the chosen quants' products."""
        records = self.env["stock.quant"].browse(record_ids)
        return self._export_records(
            "woocommerce.stock.level",
            records.product_id,
            self.env._("Export Inventory"),
        )

    def export_stock_picking(self, record_ids):
        """Queue the export of deliveries."""
        records = self.env["stock.picking"].browse(record_ids)
        return self._export_records(
            "woocommerce.stock.picking",
            records,
            self.env._("Export Deliveries"),
        )

    def export_sale_order(self, record_ids):
        """Queue the export of orders."""
        records = self.env["sale.order"].browse(record_ids)
        return self._export_records(
            "woocommerce.sale.order",
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
        return self._queue_exports("woocommerce.product.template", products)

    # Webhooks

    def _handle_order_created(self, webhook):
        return self._import_from_webhook("woocommerce.sale.order", webhook)

    def _handle_order_updated(self, webhook):
        return self._import_from_webhook("woocommerce.sale.order", webhook)

    def _handle_order_deleted(self, webhook):
        return self._delete_from_webhook("woocommerce.sale.order", webhook)

    def _handle_order_restored(self, webhook):
        return self._import_from_webhook("woocommerce.sale.order", webhook)

    def _handle_product_created(self, webhook):
        return self._import_from_webhook("woocommerce.product.template", webhook)

    def _handle_product_updated(self, webhook):
        return self._import_from_webhook("woocommerce.product.template", webhook)

    def _handle_product_deleted(self, webhook):
        return self._delete_from_webhook("woocommerce.product.template", webhook)

    def _handle_product_restored(self, webhook):
        return self._import_from_webhook("woocommerce.product.template", webhook)

    def _handle_customer_created(self, webhook):
        return self._import_from_webhook("woocommerce.res.partner", webhook)

    def _handle_customer_updated(self, webhook):
        return self._import_from_webhook("woocommerce.res.partner", webhook)

    def _handle_customer_deleted(self, webhook):
        return self._delete_from_webhook("woocommerce.res.partner", webhook)
