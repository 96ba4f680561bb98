from odoo.addons.component.core import Component


class DemoBinder(Component):
    """Links the ids of Demo with the records of Odoo."""

    _name = "demo.binder"
    _inherit = "generic.binder"
    _collection = "demo.backend"
