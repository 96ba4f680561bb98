from odoo import api, fields, models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    application_key = fields.Char(compute="_compute_application_key", store=True)

    @api.depends("name")
    def _compute_application_key(self):
        for backend in self:
            backend.application_key = f"odoo-{backend.id}"

    def _import_payment(self, values):
        return self.env["account.payment"].create(
            {"amount": values["amount"], "payment_type": "inbound", "write_off_line_vals": []}
        )
