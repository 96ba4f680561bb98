from odoo import models

from odoo.addons.queue_job.exception import NothingToDoJob  # expect: job-removed-api


class DemoResPartner(models.Model):
    _inherit = "demo.res.partner"

    def export_record(self):
        if not self.name:
            raise NothingToDoJob("A contact without a name is not exported.")
        return super().export_record()
