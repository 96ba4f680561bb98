from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_import_prices(self):
        """Queue the import of the prices."""
        self.with_delay().import_prices()  # expect: job-without-function

    def import_prices(self):
        """Import the prices; a job."""
        with self.work_on("demo.res.partner") as work:
            work.component(usage="batch.importer").run()
