import re

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

# What a value has to look like as a whole, and an example to show.
PATTERNS = {
    "shop_url": ("^[a-z0-9][a-z0-9-]*\\.myshopify\\.com$", "my-shop.myshopify.com"),
}


class ShopifyBackend(models.Model):
    """A connection to Shopify: its address, its credentials and what it
    synchronises."""

    _name = "shopify.backend"
    _inherit = [
        "generic.backend.mixin",
        "generic.image.backend.mixin",
        "generic.order.backend.mixin",
        "generic.refund.backend.mixin",
        "generic.payment.backend.mixin",
        "generic.export.backend.mixin",
    ]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "Shopify Backend"

    _connector_name = "shopify"
    _base_url_template = "https://{shop_url}/admin/api/{api_version}"
    _tenant_field = "shop_url"
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "customers": "shopify.res.partner",
        "products": "shopify.product.template",
        "inventory": "shopify.stock.level",
        "orders": "shopify.sale.order",
    }
    _webhook_scheme = {
        "topic": {"header": ("X-Shopify-Topic", "shopify-topic")},
        "tenant": {
            "header": ("X-Shopify-Shop-Domain", "shopify-shop-domain"),
            "field": "shop_url",
        },
        "signature": {
            "kind": "hmac",
            "algorithm": "sha256",
            "encoding": "base64",
            "payload": "{body}",
            "secret": "webhook_secret",
            "header": ("X-Shopify-Hmac-Sha256", "shopify-hmac-sha256"),
        },
        "delivery_id": {"header": ("X-Shopify-Webhook-Id", "shopify-webhook-id")},
        "repeat_key": ("topic", "resource_id", "body_digest"),
        "resource_id": "id",
        "updated": "updated_at",
        "entities": {
            "orders/create": "order",
            "orders/updated": "order",
            "orders/cancelled": "order",
            "refunds/create": "order",
            "products/create": "product",
            "products/update": "product",
            "products/delete": "product",
            "customers/create": "customer",
            "customers/update": "customer",
            "customers/delete": "customer",
            "inventory_levels/update": "inventory",
        },
        "resource_ids": {
            "refunds/create": "order_id",
            "inventory_levels/update": ("inventory_item_id", "location_id"),
        },
    }
    _webhook_handlers = {
        "orders/create": "_handle_order_created",
        "orders/updated": "_handle_order_updated",
        "orders/cancelled": "_handle_order_cancelled",
        "refunds/create": "_handle_order_refunded",
        "products/create": "_handle_product_created",
        "products/update": "_handle_product_updated",
        "products/delete": "_handle_product_deleted",
        "customers/create": "_handle_customer_created",
        "customers/update": "_handle_customer_updated",
        "customers/delete": "_handle_customer_deleted",
        "inventory_levels/update": "_handle_inventory_updated",
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
        },
        "location": {
            "label": "Locations",
            "models": ["stock.warehouse", "stock.location"],
            "match": ["code", "name", "only"],
            "missing": "ignore",
            "listed": ["inventory"],
            "list": True,
            "id": "id",
            "name": "name",
            "skip": {"path": "active", "equals": False},
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
                "authorized": "draft",
                "partially_paid": "draft",
                "paid": "confirm",
                "partially_refunded": "confirm",
                "refunded": "confirm",
                "voided": "cancel",
                "expired": "cancel",
            },
            "default": "draft",
            "missing": "default",
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
    shop_url = fields.Char(
        string="Shop URL",
        required=True,
        help="The permanent myshopify.com address of the shop, never the vanity "
        "domain.",
    )
    api_version = fields.Selection(
        selection=[
            ("2026-01", "2026-01"),
            ("2026-04", "2026-04"),
            ("2026-07", "2026-07"),
            ("2026-10", "2026-10"),
        ],
        string="API Version",
        required=True,
        default="2026-07",
        help="Shopify supports each quarterly version for twelve months.",
    )
    api_key = fields.Char(
        string="Access Token",
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Admin API access token of the custom app (shpat_…).",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Client secret of the app that registered the webhooks; it signs every "
        "delivery.",
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
        help="Let Shopify write to the customer when a delivery is exported.",
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
    export_fulfillments_on_change = fields.Boolean(
        string="Export Changed Fulfillments",
        help="Exports fulfillments when they are made or changed in Odoo.",
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
    fulfillment_count = fields.Integer(
        string="Fulfillments Linked",
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
                        _(
                            "%(field)s has to look like %(example)s.",
                            field=backend._fields[name].string,
                            example=example,
                        )
                    )

    def _compute_binding_counts(self):
        """Count what is linked, for the buttons of the form."""
        for backend in self:
            linked = [("backend_id", "=", backend.id)]
            backend.customer_count = self.env["shopify.res.partner"].search_count(
                linked
            )
            backend.product_count = self.env["shopify.product.template"].search_count(
                linked
            )
            backend.inventory_count = self.env["shopify.stock.level"].search_count(
                linked
            )
            backend.order_count = self.env["shopify.sale.order"].search_count(linked)
            backend.fulfillment_count = self.env["shopify.stock.picking"].search_count(
                linked
            )

    def _compute_webhook_url(self):
        """Put the backend's token behind the route of its controller."""
        for backend in self:
            root = backend.get_base_url()
            backend.webhook_url = f"{root}/shopify/webhook/{backend.webhook_token}"

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("shopify.adapter").test_connection()

    # Imports

    def sync_customers(self):
        """Import what changed of the customers since the last run."""
        return self._sync_entity("customers")

    def _sync_customers_implementation(self):
        return self._start_import("shopify.res.partner")

    def sync_products(self):
        """Import what changed of the products since the last run."""
        return self._sync_entity("products")

    def _sync_products_implementation(self):
        return self._start_import("shopify.product.template")

    def sync_inventory(self):
        """Import what changed of the inventory records since the last run."""
        return self._sync_entity("inventory")

    def _sync_inventory_implementation(self):
        return self._start_import("shopify.stock.level")

    def sync_orders(self):
        """Import what changed of the orders since the last run."""
        return self._sync_entity("orders")

    def _sync_orders_implementation(self):
        return self._start_import("shopify.sale.order")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_sale_order(self, record_ids):
        """Queue the export of orders."""
        records = self.env["sale.order"].browse(record_ids)
        return self._export_records(
            "shopify.sale.order",
            records,
            _("Export Orders"),
        )

    def export_product_template(self, record_ids):
        """Queue the export of products."""
        records = self.env["product.template"].browse(record_ids)
        return self._export_records(
            "shopify.product.template",
            records,
            _("Export Products"),
            batch=self._export_product_batch,
        )

    def export_product_product(self, record_ids):
        """Queue the export of products by their variants."""
        records = self.env["product.product"].browse(record_ids)
        return self._export_records(
            "shopify.product.template",
            records.product_tmpl_id,
            _("Export Products"),
            batch=self._export_product_batch,
        )

    def export_res_partner(self, record_ids):
        """Queue the export of customers."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "shopify.res.partner",
            records,
            _("Export Customers"),
        )

    def export_stock_quant(self, record_ids):
        """Queue the export of the stock of the chosen quants' products."""
        records = self.env["stock.quant"].browse(record_ids)
        return self._export_records(
            "shopify.stock.level",
            records.product_id,
            _("Export Inventory"),
        )

    def export_stock_picking(self, record_ids):
        """Queue the export of fulfillments."""
        records = self.env["stock.picking"].browse(record_ids)
        return self._export_records(
            "shopify.stock.picking",
            records,
            _("Export Fulfillments"),
        )

    def _export_product_batch(self, product_ids):
        """Make the bindings of some products and queue their exports.

        :param list product_ids: ids of product.template
        :return: {"exported", "created", "skipped": numbers, "errors", "reasons":
            lists of texts}
        """
        products = self.env["product.template"].browse(product_ids)
        return self._queue_exports("shopify.product.template", products)

    # Webhooks

    def _handle_order_created(self, webhook):
        return self._import_from_webhook("shopify.sale.order", webhook)

    def _handle_order_updated(self, webhook):
        return self._import_from_webhook("shopify.sale.order", webhook)

    def _handle_order_cancelled(self, webhook):
        return self._import_from_webhook("shopify.sale.order", webhook)

    def _handle_order_refunded(self, webhook):
        return self._import_from_webhook("shopify.sale.order", webhook)

    def _handle_product_created(self, webhook):
        return self._import_from_webhook("shopify.product.template", webhook)

    def _handle_product_updated(self, webhook):
        return self._import_from_webhook("shopify.product.template", webhook)

    def _handle_product_deleted(self, webhook):
        return self._delete_from_webhook("shopify.product.template", webhook)

    def _handle_customer_created(self, webhook):
        return self._import_from_webhook("shopify.res.partner", webhook)

    def _handle_customer_updated(self, webhook):
        return self._import_from_webhook("shopify.res.partner", webhook)

    def _handle_customer_deleted(self, webhook):
        return self._delete_from_webhook("shopify.res.partner", webhook)

    def _handle_inventory_updated(self, webhook):
        return self._import_from_webhook("shopify.stock.level", webhook)
