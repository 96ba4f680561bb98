from odoo import api, fields, models


class DemoResPartner(models.Model):  # expect: binding-without-backend
    """A contact as Demo knows it."""

    _name = "demo.res.partner"
    _inherit = "external.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Demo Contact"

    odoo_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        ondelete="cascade",
    )
    external_id = fields.Char(index=True)

    _external_unique = models.Constraint(
        "unique(external_id)",
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

    def export_record(self, backend):
        """Export this contact."""
        self.ensure_one()
        with backend.work_on(self._name) as work:
            return work.component(usage="record.exporter").run(self)


class ResPartner(models.Model):
    _inherit = "res.partner"

    demo_bind_ids = fields.One2many(
        comodel_name="demo.res.partner",
        inverse_name="odoo_id",
        string="Demo Links",
    )
