from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        """Import the orders of posted invoices again: now their payments can be."""
        posted = super()._post(soft=soft)
        if self.env.context.get("connector_no_export"):
            return posted
        invoices = posted.filtered(lambda move: move.move_type == "out_invoice")
        orders = invoices.sudo().invoice_line_ids.sale_line_ids.order_id
        for binding in orders.acme_shop_bind_ids:
            if binding.external_id and binding.backend_id.record_payments != "none":
                binding._queue_import()
        return posted
