from odoo import fields, models


class AcmeLeadsResPartner(models.Model):
    """A contact of Acme Leads and its contact in Odoo."""

    _name = "acme_leads.res.partner"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Acme Leads Contact"

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
        comodel_name="acme_leads.backend",
        string="Acme Leads Backend",
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

    acme_leads_bind_ids = fields.One2many(
        comodel_name="acme_leads.res.partner",
        inverse_name="odoo_id",
        string="Acme Leads Contacts",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
