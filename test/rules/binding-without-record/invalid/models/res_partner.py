from odoo import api, fields, models


class DemoResPartner(models.Model):  # expect: binding-without-record
    """A contact as Demo knows it."""

    _name = "demo.res.partner"
    _inherit = "external.binding"
    _description = "Demo Contact"

    name = fields.Char(required=True)
    parent_id = fields.Many2one(comodel_name="res.partner")
    backend_id = fields.Many2one(
        comodel_name="demo.backend",
        required=True,
        ondelete="restrict",
    )
    external_id = fields.Char(index=True)

    _external_unique = models.Constraint(
        "unique(backend_id, external_id)",
        "This contact is linked already.",
    )

    @api.model
    def import_batch(self, backend):
        """Queue one job for each contact."""
        with backend.work_on(self._name) as work:
            work.component(usage="batch.importer").run()

    @api.model
    def import_record(self, backend, external_id):
        """Import one contact."""
        with backend.work_on(self._name) as work:
            return work.component(usage="record.importer").run(external_id)

    def export_record(self):
        """Export this contact."""
        self.ensure_one()
        with self.backend_id.work_on(self._name) as work:
            return work.component(usage="record.exporter").run(self)
