from odoo.addons.component.core import Component


class AcmeShopBinder(Component):
    """Links the ids of Acme Shop with the records of Odoo."""

    _name = "acme_shop.binder"
    _inherit = "generic.binder"
    _collection = "acme_shop.backend"
