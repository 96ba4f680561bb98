from odoo import fields, models


class AcmeBooksAccountPayment(models.Model):
    """A payment of Acme Books and its payment in Odoo."""

    _name = "acme_books.account.payment"
    _inherit = "generic.binding"
    _inherits = {"account.payment": "odoo_id"}
    _description = "Acme Books Payment"

    _entity = "payment"
    _entity_plural = "payments"

    backend_id = fields.Many2one(
        comodel_name="acme_books.backend",
        string="Acme Books Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="account.payment",
        string="Odoo Payment",
        required=True,
        index=True,
        ondelete="cascade",
    )


class AccountPayment(models.Model):
    _inherit = "account.payment"

    acme_books_bind_ids = fields.One2many(
        comodel_name="acme_books.account.payment",
        inverse_name="odoo_id",
        string="Acme Books Payments",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
