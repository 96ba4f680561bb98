from odoo import fields, models


class DemoResPartner(models.Model):
    """A contact of Demo and its contact in Odoo."""

    _name = "demo.res.partner"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Demo Contact"

    _entity = "contact"
    _entity_plural = "contacts"
    _conflict_field = "conflict_contacts"
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
        "is_company",
        "parent_id",
    )

    backend_id = fields.Many2one(
        comodel_name="demo.backend",
        string="Demo Backend",
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

    demo_bind_ids = fields.One2many(
        comodel_name="demo.res.partner",
        inverse_name="odoo_id",
        string="Demo Contacts",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
