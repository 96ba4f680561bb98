from odoo import fields, models


class AcmeShopResPartner(models.Model):
    """A customer of Acme Shop and its contact in Odoo."""

    _name = "acme_shop.res.partner"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Acme Shop Customer"

    _entity = "customer"
    _entity_plural = "customers"
    _conflict_field = "conflict_customers"
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
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
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

    acme_shop_bind_ids = fields.One2many(
        comodel_name="acme_shop.res.partner",
        inverse_name="odoo_id",
        string="Acme Shop Customers",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
