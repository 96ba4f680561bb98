from datetime import datetime

from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _mark(self):
        self.write({"last_import": datetime.now()})  # expect: python-naive-time
