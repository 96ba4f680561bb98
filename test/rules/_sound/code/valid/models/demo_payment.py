from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _import_payment(self, values):
        return self.env["account.payment"].create(
            {"amount": values["amount"], "payment_type": "inbound", "write_off_line_vals": []}
        )
