from odoo import fields, models


class AcmeParcelsBackend(models.Model):
    """A connection to Acme Parcels: its address, its credentials and what it
    synchronises."""

    _name = "acme_parcels.backend"
    _inherit = [
        "generic.backend.mixin",
        "generic.picking.backend.mixin",
        "generic.export.backend.mixin",
    ]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "Acme Parcels Backend"

    _connector_name = "acme_parcels"
    _base_url_template = "https://api.acme-parcels.example/v1"
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "partners": "acme_parcels.res.partner",
        "products": "acme_parcels.product.product",
        "deliveries": "acme_parcels.stock.picking",
        "stock": "acme_parcels.stock.level",
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
    }

    generic_backend_id = fields.Many2one(
        comodel_name="generic.backend",
        required=True,
        ondelete="cascade",
    )
    username = fields.Char(
        string="User Name",
        required=True,
        help="User of the external system in whose name requests are made.",
    )
    api_key = fields.Char(
        string="Password or API Key",
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Made in the settings of the external system; it is sent with every "
        "request.",
    )
    warehouse_id = fields.Many2one(
        comodel_name="stock.warehouse",
        default=lambda self: self._default_warehouse(),
        help="Warehouse whose stock is synchronised.",
    )
    conflict_partners = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Partners",
        default="external_wins",
        required=True,
        help="Who wins where a field of a partner was changed on both sides since "
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
    export_partners_on_change = fields.Boolean(
        string="Export Changed Partners",
        help="Exports partners that are linked already when they are changed in Odoo.",
    )
    export_products_on_change = fields.Boolean(
        string="Export Changed Products",
        help="Exports products that are linked already when they are changed in Odoo.",
    )
    export_deliveries_on_change = fields.Boolean(
        string="Export Changed Deliveries",
        help="Exports deliveries when they are made or changed in Odoo.",
    )
    export_stock_on_change = fields.Boolean(
        string="Export Changed Stock",
        help="Exports stock records that are linked already when they are changed "
        "in Odoo.",
    )
    partner_count = fields.Integer(
        string="Partners Linked",
        compute="_compute_binding_counts",
    )
    product_count = fields.Integer(
        string="Products Linked",
        compute="_compute_binding_counts",
    )
    delivery_count = fields.Integer(
        string="Deliveries Linked",
        compute="_compute_binding_counts",
    )
    stock_count = fields.Integer(
        string="Stock Linked",
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
            backend.partner_count = self.env["acme_parcels.res.partner"].search_count(
                linked
            )
            backend.product_count = self.env[
                "acme_parcels.product.product"
            ].search_count(linked)
            backend.delivery_count = self.env[
                "acme_parcels.stock.picking"
            ].search_count(linked)
            backend.stock_count = self.env["acme_parcels.stock.level"].search_count(
                linked
            )

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("acme_parcels.adapter").test_connection()

    # Imports

    def sync_partners(self):
        """Import what changed of the partners since the last run."""
        return self._sync_entity("partners")

    def _sync_partners_implementation(self):
        return self._start_import("acme_parcels.res.partner")

    def sync_products(self):
        """Import what changed of the products since the last run."""
        return self._sync_entity("products")

    def _sync_products_implementation(self):
        return self._start_import("acme_parcels.product.product")

    def sync_deliveries(self):
        """Import what changed of the deliveries since the last run."""
        return self._sync_entity("deliveries")

    def _sync_deliveries_implementation(self):
        return self._start_import("acme_parcels.stock.picking")

    def sync_stock(self):
        """Import what changed of the stock records since the last run."""
        return self._sync_entity("stock")

    def _sync_stock_implementation(self):
        return self._start_import("acme_parcels.stock.level")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_res_partner(self, record_ids):
        """Queue the export of partners."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "acme_parcels.res.partner",
            records,
            self.env._("Export Partners"),
        )

    def export_product_product(self, record_ids):
        """Queue the export of products."""
        records = self.env["product.product"].browse(record_ids)
        return self._export_records(
            "acme_parcels.product.product",
            records,
            self.env._("Export Products"),
        )

    def export_stock_picking(self, record_ids):
        """Queue the export of deliveries."""
        records = self.env["stock.picking"].browse(record_ids)
        return self._export_records(
            "acme_parcels.stock.picking",
            records,
            self.env._("Export Deliveries"),
        )

    def export_stock_quant(self, record_ids):
        """Queue the export of the stock of the chosen quants' products."""
        records = self.env["stock.quant"].browse(record_ids)
        return self._export_records(
            "acme_parcels.stock.level",
            records.product_id,
            self.env._("Export Stock"),
        )
