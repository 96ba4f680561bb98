from odoo import fields, models


class ShopifyResPartner(models.Model):
    """A customer of Shopify and its contact in Odoo."""

    _name = "shopify.res.partner"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "Shopify Customer"

    _entity = "customer"
    _entity_plural = "customers"
    _conflict_field = "conflict_customers"
    _sends = (
        "name",
        "email",
        "phone",
        "street",
        "street2",
        "city",
        "zip",
        "country_id",
        "state_id",
    )

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        string="Shopify Backend",
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

    shopify_bind_ids = fields.One2many(
        comodel_name="shopify.res.partner",
        inverse_name="odoo_id",
        string="Shopify Customers",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
    shopify_address_bind_ids = fields.One2many(
        comodel_name="shopify.res.partner.address",
        inverse_name="odoo_id",
        string="Shopify Addresses",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
