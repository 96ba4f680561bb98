from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_partners(self):
        partners = self.env["demo.res.partner"]
        for backend in self:
            with backend.work_on("demo.res.partner") as work:
                adapter = work.component(usage="backend.adapter")
                for external_id in adapter.search():
                    partners.with_delay().import_record(backend, external_id)
