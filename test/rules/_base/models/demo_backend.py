from odoo import fields, models


class DemoBackend(models.Model):
    """One account at Demo."""

    _name = "demo.backend"
    _inherit = "connector.backend"
    _description = "Demo Backend"

    name = fields.Char(required=True)
    base_url = fields.Char(required=True)
    api_key = fields.Char(copy=False, groups="base.group_system")
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    last_import = fields.Datetime()

    def action_import_partners(self):
        """Queue the import of all contacts."""
        for backend in self:
            self.env["demo.res.partner"].with_delay(
                identity_key=f"demo-import-{backend.id}"
            ).import_batch(backend)

    def _cron_import_partners(self):
        """Queue the import of every account's contacts."""
        self.search([]).action_import_partners()
