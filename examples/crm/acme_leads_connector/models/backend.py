from odoo import fields, models


class AcmeLeadsBackend(models.Model):
    """A connection to Acme Leads: its address, its credentials and what it
    synchronises."""

    _name = "acme_leads.backend"
    _inherit = ["generic.backend.mixin", "generic.export.backend.mixin"]
    _inherits = {"generic.backend": "generic_backend_id"}
    _description = "Acme Leads Backend"

    _connector_name = "acme_leads"
    _base_url_template = "https://api.acme-leads.example/v1"
    # In the order of their dependencies, as action_sync_all runs them.
    _sync_entities = {
        "contacts": "acme_leads.res.partner",
        "stages": "acme_leads.crm.stage",
        "leads": "acme_leads.crm.lead",
        "projects": "acme_leads.project.project",
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
    conflict_stages = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Stages",
        default="external_wins",
        required=True,
        help="Who wins where a field of a stage was changed on both sides since the "
        "last synchronisation.",
    )
    conflict_leads = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Leads",
        default="external_wins",
        required=True,
        help="Who wins where a field of a lead was changed on both sides since the "
        "last synchronisation.",
    )
    conflict_projects = fields.Selection(
        selection=[
            ("external_wins", "External Wins"),
            ("odoo_wins", "Odoo Wins"),
            ("newest_wins", "Newest Wins"),
            ("manual", "Ask a Person"),
        ],
        string="Conflicts of Projects",
        default="external_wins",
        required=True,
        help="Who wins where a field of a project was changed on both sides since "
        "the last synchronisation.",
    )
    export_contacts_on_change = fields.Boolean(
        string="Export Changed Contacts",
        help="Exports contacts that are linked already when they are changed in Odoo.",
    )
    export_stages_on_change = fields.Boolean(
        string="Export Changed Stages",
        help="Exports stages that are linked already when they are changed in Odoo.",
    )
    export_leads_on_change = fields.Boolean(
        string="Export Changed Leads",
        help="Exports leads that are linked already when they are changed in Odoo.",
    )
    export_projects_on_change = fields.Boolean(
        string="Export Changed Projects",
        help="Exports projects that are linked already when they are changed in Odoo.",
    )
    export_tasks_on_change = fields.Boolean(
        string="Export Changed Tasks",
        help="Exports tasks that are linked already when they are changed in Odoo.",
    )
    contact_count = fields.Integer(
        string="Contacts Linked",
        compute="_compute_binding_counts",
    )
    stage_count = fields.Integer(
        string="Stages Linked",
        compute="_compute_binding_counts",
    )
    lead_count = fields.Integer(
        string="Leads Linked",
        compute="_compute_binding_counts",
    )
    project_count = fields.Integer(
        string="Projects Linked",
        compute="_compute_binding_counts",
    )
    task_count = fields.Integer(
        string="Tasks Linked",
        compute="_compute_binding_counts",
    )

    def _compute_binding_counts(self):
        """Count what is linked, for the buttons of the form."""
        for backend in self:
            linked = [("backend_id", "=", backend.id)]
            backend.contact_count = self.env["acme_leads.res.partner"].search_count(
                linked
            )
            backend.stage_count = self.env["acme_leads.crm.stage"].search_count(linked)
            backend.lead_count = self.env["acme_leads.crm.lead"].search_count(linked)
            backend.project_count = self.env["acme_leads.project.project"].search_count(
                linked
            )
            backend.task_count = self.env["acme_leads.project.task"].search_count(
                linked
            )

    def _test_connection_implementation(self):
        """Call the API with the credentials; return the message to show."""
        return self.get_adapter("acme_leads.adapter").test_connection()

    # Imports

    def sync_contacts(self):
        """Import what changed of the contacts since the last run."""
        return self._sync_entity("contacts")

    def _sync_contacts_implementation(self):
        return self._start_import("acme_leads.res.partner")

    def sync_stages(self):
        """Import what changed of the stages since the last run."""
        return self._sync_entity("stages")

    def _sync_stages_implementation(self):
        return self._start_import("acme_leads.crm.stage")

    def sync_leads(self):
        """Import what changed of the leads since the last run."""
        return self._sync_entity("leads")

    def _sync_leads_implementation(self):
        return self._start_import("acme_leads.crm.lead")

    def sync_projects(self):
        """Import what changed of the projects since the last run."""
        return self._sync_entity("projects")

    def _sync_projects_implementation(self):
        return self._start_import("acme_leads.project.project")

    # Exports, as the wizard "Export to Connectors" calls them

    def export_res_partner(self, record_ids):
        """Queue the export of contacts."""
        records = self.env["res.partner"].browse(record_ids)
        return self._export_records(
            "acme_leads.res.partner",
            records,
            self.env._("Export Contacts"),
        )

    def export_crm_stage(self, record_ids):
        """Queue the export of stages."""
        records = self.env["crm.stage"].browse(record_ids)
        return self._export_records(
            "acme_leads.crm.stage",
            records,
            self.env._("Export Stages"),
        )

    def export_crm_lead(self, record_ids):
        """Queue the export of leads."""
        records = self.env["crm.lead"].browse(record_ids)
        return self._export_records(
            "acme_leads.crm.lead",
            records,
            self.env._("Export Leads"),
        )

    def export_project_project(self, record_ids):
        """Queue the export of projects."""
        records = self.env["project.project"].browse(record_ids)
        return self._export_records(
            "acme_leads.project.project",
            records,
            self.env._("Export Projects"),
        )

    def export_project_task(self, record_ids):
        """Queue the export of tasks."""
        records = self.env["project.task"].browse(record_ids)
        return self._export_records(
            "acme_leads.project.task",
            records,
            self.env._("Export Tasks"),
        )
