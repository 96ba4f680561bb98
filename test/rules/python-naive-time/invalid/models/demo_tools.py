from datetime import datetime, timezone

from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _mark(self):
        self.write({"last_import": datetime.now(timezone.utc)})  # expect: python-naive-time
