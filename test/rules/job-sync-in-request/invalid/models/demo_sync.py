from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_partners(self):
        for backend in self:
            with backend.work_on("demo.res.partner") as work:
                adapter = work.component(usage="backend.adapter")
                importer = work.component(usage="record.importer")
                for external_id in adapter.search():
                    importer.run(external_id)  # expect: job-sync-in-request
