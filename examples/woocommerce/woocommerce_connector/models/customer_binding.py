from odoo import fields, models


class WoocommerceResPartner(models.Model):
    """A customer of WooCommerce and its contact in Odoo."""

    _name = "woocommerce.res.partner"
    _inherit = "generic.binding"
    _inherits = {"res.partner": "odoo_id"}
    _description = "WooCommerce Customer"

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
        "company_name",
    )

    backend_id = fields.Many2one(
        comodel_name="woocommerce.backend",
        string="WooCommerce Backend",
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

    woocommerce_bind_ids = fields.One2many(
        comodel_name="woocommerce.res.partner",
        inverse_name="odoo_id",
        string="WooCommerce Customers",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
