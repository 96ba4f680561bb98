import logging

from odoo import models

from odoo.addons.queue_job.exception import RetryableJobError

_logger = logging.getLogger(__name__)


class DemoResPartner(models.Model):
    _inherit = "demo.res.partner"

    def export_record(self):
        try:
            if not self.backend_id.last_import:
                raise RetryableJobError("The first import is not through yet.")
            return super().export_record()
        except Exception:  # expect: job-swallows-retry
            _logger.exception("Contact %s was not exported", self.id)
            return False
