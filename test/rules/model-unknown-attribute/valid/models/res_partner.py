from odoo import api, fields, models


class DemoResPartner(models.Model):
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

    def _label(self):
        """The name that people see."""
        partner = self.odoo_id.commercial_partner_id
        return f"{partner.name} ({partner.phone})"

    def _later(self):
        delayed = self.delayable().export_record()
        delayed.set(priority=5)
        delayed.delay()


class ResPartner(models.Model):
    _inherit = "res.partner"

    demo_bind_ids = fields.One2many(
        comodel_name="demo.res.partner",
        inverse_name="odoo_id",
        string="Demo Links",
    )
