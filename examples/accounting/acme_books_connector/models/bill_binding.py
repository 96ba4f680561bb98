from odoo import fields, models


class AcmeBooksAccountMoveBill(models.Model):
    """A bill of Acme Books and its journal entry in Odoo."""

    _name = "acme_books.account.move.bill"
    _inherit = "generic.binding"
    _inherits = {"account.move": "odoo_id"}
    _description = "Acme Books Bill"

    _entity = "bill"
    _entity_plural = "bills"

    backend_id = fields.Many2one(
        comodel_name="acme_books.backend",
        string="Acme Books Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="account.move",
        string="Odoo Journal Entry",
        required=True,
        index=True,
        ondelete="cascade",
    )
