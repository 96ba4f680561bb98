from odoo import fields, models

from odoo.addons.component.core import Component


class AcmeResPartner(models.Model):
    _name = "acme.res.partner"
    _description = "Acme Partner"
    _inherit = "acme.binding"
    _inherits = {"res.partner": "odoo_id"}

    odoo_id = fields.Many2one(
        "res.partner", string="Odoo Partner", required=True, ondelete="cascade"
    )
    loyalty_level = fields.Char()


class ResPartner(models.Model):
    _inherit = "res.partner"

    acme_bind_ids = fields.One2many("acme.res.partner", "odoo_id", copy=False)


class PartnerAdapter(Component):
    _name = "acme.partner.adapter"
    _inherit = "acme.adapter"
    _apply_on = "acme.res.partner"

    _acme_path = "/contacts"
