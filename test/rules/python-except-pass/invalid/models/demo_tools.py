from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _rename(self, name):
        try:
            self.write({"name": name})
        except Exception:  # expect: python-except-pass
            pass
