from datetime import datetime, timezone

from odoo import fields, models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _mark(self):
        self.write({"last_import": fields.Datetime.now()})

    def _mark_at(self, moment):
        utc = datetime.fromtimestamp(moment, timezone.utc)
        self.write({"last_import": utc.replace(tzinfo=None)})
