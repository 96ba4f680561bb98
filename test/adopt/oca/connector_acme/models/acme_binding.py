from odoo import api, fields, models


class AcmeBinding(models.AbstractModel):
    _name = "acme.binding"
    _description = "Acme Binding (abstract)"
    _inherit = "external.binding"

    backend_id = fields.Many2one("acme.backend", required=True, ondelete="restrict")
    external_id = fields.Char(string="ID on Acme", index=True)

    @api.model
    def import_batch(self, backend, filters=None):
        with backend.work_on(self._name) as work:
            return work.component(usage="batch.importer").run(filters=filters)

    @api.model
    def import_record(self, backend, external_id):
        with backend.work_on(self._name) as work:
            return work.component(usage="record.importer").run(external_id)

    def export_record(self):
        self.ensure_one()
        with self.backend_id.work_on(self._name) as work:
            return work.component(usage="record.exporter").run(self)
