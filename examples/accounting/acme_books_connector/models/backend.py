from odoo import fields, models


class AcmeBooksBackend(models.Model):
    """A connection to Acme Books: its address, its credentials and what it
    synchronises."""

    _name = "acme_books.backend"
    _inherit = [
        "generic.backend.mixin",
        "generic.export.backend.mixin",
        "generic.accounting.backend.mixin",
    ]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "Acme Books Backend"

    _connector_name = "acme_books"
    _base_url_template = "https://{host}/api/v2"
    _tenant_field = "host"
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "partners": "acme_books.res.partner",
        "products": "acme_books.product.product",
        "invoices": "acme_books.account.move",
        "bills": "acme_books.account.move.bill",
        "payments": "acme_books.account.payment",
    }
    _mapping_tables = {
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
    host = fields.Char(
        required=True,
        help="Part of the address of the API: https://{host}/api/v2",
    )
    api_key = fields.Char(
        string="Access Token",
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Made in the settings of the external system; it is sent with every "
        "request.",
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
    export_invoices_on_change = fields.Boolean(
        string="Export Changed Invoices",
        help="Exports invoices that are linked already when they are changed in Odoo.",
    )
    export_bills_on_change = fields.Boolean(
        string="Export Changed Bills",
        help="Exports bills that are linked already when they are changed in Odoo.",
    )
    export_payments_on_change = fields.Boolean(
        string="Export Changed Payments",
        help="Exports payments that are linked already when they are changed in Odoo.",
    )
    payment_journal_id = fields.Many2one(
        comodel_name="account.journal",
        domain="[('type', 'in', ('bank', 'cash', 'credit'))]",
        default=lambda self: self._default_payment_journal(),
        help="Journal of imported payments whose method has none of its own.",
    )
    partner_count = fields.Integer(
        string="Partners Linked",
        compute="_compute_binding_counts",
    )
    product_count = fields.Integer(
        string="Products Linked",
        compute="_compute_binding_counts",
    )
    invoice_count = fields.Integer(
        string="Invoices Linked",
        compute="_compute_binding_counts",
    )
    bill_count = fields.Integer(
        string="Bills Linked",
        compute="_compute_binding_counts",
    )
    payment_count = fields.Integer(
        string="Payments Linked",
        compute="_compute_binding_counts",
    )

    def _default_payment_journal(self):
        """Take the first bank journal of the company."""
        return self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)], limit=1
        )

    def _compute_binding_counts(self):
        """Count what is linked, for the buttons of the form."""
        for backend in self:
            linked = [("backend_id", "=", backend.id)]
            backend.partner_count = self.env["acme_books.res.partner"].search_count(
                linked
            )
            backend.product_count = self.env["acme_books.product.product"].search_count(
                linked
            )
            backend.invoice_count = self.env["acme_books.account.move"].search_count(
                linked
            )
            backend.bill_count = self.env["acme_books.account.move.bill"].search_count(
                linked
            )
            backend.payment_count = self.env["acme_books.account.payment"].search_count(
                linked
            )

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("acme_books.adapter").test_connection()

    # Imports

    def sync_partners(self):
        """Import what changed of the partners since the last run."""
        return self._sync_entity("partners")

    def _sync_partners_implementation(self):
        return self._start_import("acme_books.res.partner")

    def sync_products(self):
        """Import what changed of the products since the last run."""
        return self._sync_entity("products")

    def _sync_products_implementation(self):
        return self._start_import("acme_books.product.product")

    def sync_invoices(self):
        """Import what changed of the invoices since the last run."""
        return self._sync_entity("invoices")

    def _sync_invoices_implementation(self):
        return self._start_import("acme_books.account.move")

    def sync_bills(self):
        """Import what changed of the bills since the last run."""
        return self._sync_entity("bills")

    def _sync_bills_implementation(self):
        return self._start_import("acme_books.account.move.bill")

    def sync_payments(self):
        """Import what changed of the payments since the last run."""
        return self._sync_entity("payments")

    def _sync_payments_implementation(self):
        return self._start_import("acme_books.account.payment")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_res_partner(self, record_ids):
        """Queue the export of partners."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "acme_books.res.partner",
            records,
            self.env._("Export Partners"),
        )

    def export_product_product(self, record_ids):
        """Queue the export of products."""
        records = self.env["product.product"].browse(record_ids)
        return self._export_records(
            "acme_books.product.product",
            records,
            self.env._("Export Products"),
        )

    def export_account_move(self, record_ids):
        """Queue the export of invoices and bills."""
        records = self.env["account.move"].browse(record_ids)
        return self._export_records(
            ("acme_books.account.move", "acme_books.account.move.bill"),
            records,
            self.env._("Export Invoices and Bills"),
        )

    def export_account_payment(self, record_ids):
        """Queue the export of payments."""
        records = self.env["account.payment"].browse(record_ids)
        return self._export_records(
            "acme_books.account.payment",
            records,
            self.env._("Export Payments"),
        )
