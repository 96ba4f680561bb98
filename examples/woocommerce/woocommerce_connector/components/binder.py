from odoo.addons.component.core import Component


class WoocommerceBinder(Component):
    """Links the ids of WooCommerce with the records of Odoo."""

    _name = "woocommerce.binder"
    _inherit = "generic.binder"
    _collection = "woocommerce.backend"
