from odoo import fields, models


class AcmeBooksResPartner(models.Model):
    """A partner of Acme Books and its contact in Odoo."""

    _name = "acme_books.res.partner"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Acme Books Partner"

    _entity = "partner"
    _entity_plural = "partners"
    _conflict_field = "conflict_partners"
    _sends = (
        "name",
        "email",
        "phone",
        "vat",
        "comment",
        "street",
        "street2",
        "city",
        "zip",
        "country_id",
        "state_id",
    )

    backend_id = fields.Many2one(
        comodel_name="acme_books.backend",
        string="Acme Books Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="res.partner",
        string="Odoo Contact",
        required=True,
        index=True,
        ondelete="cascade",
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    acme_books_bind_ids = fields.One2many(
        comodel_name="acme_books.res.partner",
        inverse_name="odoo_id",
        string="Acme Books Partners",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
