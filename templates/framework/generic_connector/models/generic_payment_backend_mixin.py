from odoo import fields, models


class GenericPaymentBackendMixin(models.AbstractModel):
    """Invoices and payments of a backend whose orders tell how they were paid."""

    _name = "generic.payment.backend.mixin"
    _description = "Backend with Payments"

    invoice_policy_paid = fields.Selection(
        selection=[
            ("none", "Nothing"),
            ("draft", "Make a draft invoice"),
            ("post", "Make an invoice and post it"),
        ],
        string="When an Order Is Paid",
        default="none",
        required=True,
        help="For confirmed orders of which nothing is invoiced yet, as far as the "
        "invoicing policy of the products lets them be invoiced.",
    )
    record_payments = fields.Selection(
        selection=[
            ("none", "Do not record"),
            ("invoice", "Register on the posted invoice"),
        ],
        string="Payments of Orders",
        default="none",
        required=True,
    )
