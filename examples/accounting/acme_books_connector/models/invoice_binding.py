from odoo import fields, models


class AcmeBooksAccountMove(models.Model):
    """An invoice of Acme Books and its journal entry in Odoo."""

    _name = "acme_books.account.move"
    _inherit = "generic.binding"
    _inherits = {"account.move": "odoo_id"}
    _description = "Acme Books Invoice"

    _entity = "invoice"
    _entity_plural = "invoices"

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


class AccountMove(models.Model):
    _inherit = "account.move"

    acme_books_bind_ids = fields.One2many(
        comodel_name="acme_books.account.move",
        inverse_name="odoo_id",
        string="Acme Books Invoices",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
    acme_books_bill_bind_ids = fields.One2many(
        comodel_name="acme_books.account.move.bill",
        inverse_name="odoo_id",
        string="Acme Books Bills",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
