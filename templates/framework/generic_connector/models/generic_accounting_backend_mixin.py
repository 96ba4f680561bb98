from odoo import fields, models


class GenericAccountingBackendMixin(models.AbstractModel):
    """The choices of a backend whose connector exchanges invoices or payments.

    ``payment_journal_id`` is a field of the concrete backend: only that addon depends
    on the module of journals.
    """

    _name = "generic.accounting.backend.mixin"
    _inherit = "generic.document.backend.mixin"
    _description = "Backend with Invoices"

    document_posting = fields.Selection(
        selection=[("draft", "Leave as draft"), ("post", "Post what is final")],
        string="Imported Invoices and Payments",
        default="draft",
        required=True,
        help="What is posted is not changed any more: where the external document says "
        "something else later, it becomes a dead letter.",
    )
