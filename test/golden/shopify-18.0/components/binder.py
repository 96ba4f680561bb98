from odoo.addons.component.core import Component


class ShopifyBinder(Component):
    """Links the ids of Shopify with the records of Odoo."""

    _name = "shopify.binder"
    _inherit = "generic.binder"
    _collection = "shopify.backend"
