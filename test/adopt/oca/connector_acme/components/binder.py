from odoo.addons.component.core import Component


class AcmeBinder(Component):
    _name = "acme.binder"
    _inherit = "base.binder"
    _collection = "acme.backend"
    _usage = "binder"

    _external_field = "external_id"
    _apply_on = ["acme.res.partner", "acme.product.template"]
