from odoo import fields, models


class DemoBackend(models.Model):
    """A connection to Demo: its address, its credentials and what it synchronises."""

    _name = "demo.backend"
    _inherit = ["generic.backend.mixin", "generic.export.backend.mixin"]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "Demo Backend"

    _connector_name = "demo"
    _base_url_template = "https://api.demo.example/v1"
    _tenant_field = "api_key"
    _webhook_handlers = {
        "contact.updated": "_handle_contact_updated",
    }
    _mapping_tables = {
        "tag": {
            "label": "Tags",
            "models": ["res.partner.category"],
            "match": ["name"],
            "missing": "ignore",
        },
    }
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "contacts": "demo.res.partner",
    }

    generic_backend_id = fields.Many2one(
        comodel_name="generic.backend",
        required=True,
        ondelete="cascade",
    )
    api_key = fields.Char(
        string="Access Token",
        required=True,
        copy=False,
        groups="connector_base_backend.group_connector_manager",
        help="Made in the settings of the external system; it is sent with every "
        "request.",
    )
    conflict_contacts = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Contacts",
        default="external_wins",
        required=True,
        help="Who wins where a field of a contact was changed on both sides since "
        "the last synchronisation.",
    )
    export_contacts_on_change = fields.Boolean(
        string="Export Changed Contacts",
        help="Exports contacts that are linked already when they are changed in Odoo.",
    )
    contact_count = fields.Integer(
        string="Contacts Linked",
        compute="_compute_binding_counts",
    )

    def _compute_binding_counts(self):
        """Count what is linked, for the buttons of the form."""
        for backend in self:
            linked = [("backend_id", "=", backend.id)]
            backend.contact_count = self.env["demo.res.partner"].search_count(linked)

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("demo.adapter").test_connection()

    # Imports

    def sync_contacts(self):
        """Import what changed of the contacts since the last run."""
        return self._sync_entity("contacts")

    def _sync_contacts_implementation(self):
        return self._start_import("demo.res.partner")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_res_partner(self, record_ids):
        """Queue the export of contacts."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "demo.res.partner",
            records,
            self.env._("Export Contacts"),
        )

    # Webhooks

    def _handle_contact_updated(self, webhook):
        """Import the contact that a webhook is about."""
        return self._queue_webhook_import("demo.res.partner", webhook)
