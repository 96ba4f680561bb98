from odoo import fields, models


class DemoResPartner(models.Model):
    """A contact as Demo knows it."""

    _name = "demo.res.partner"
    _inherit = ["external.binding", "mail.threads"]  # expect: model-unknown-inherit
    _inherits = {"res.partner": "odoo_id"}
    _description = "Demo Contact"

    odoo_id = fields.Many2one(
        comodel_name="res.partner",
        required=True,
        ondelete="cascade",
    )
    backend_id = fields.Many2one(
        comodel_name="demo.backend",
        required=True,
        ondelete="restrict",
    )
    external_id = fields.Char()

    _external_unique = models.Constraint(
        "unique(backend_id, external_id)",
        "This contact is linked already.",
    )

    def import_batch(self, backend):
        """Queue one job for each contact."""

    def import_record(self, backend, external_id):
        """Import one contact."""

    def export_record(self):
        """Export this contact."""
