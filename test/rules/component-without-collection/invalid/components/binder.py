from odoo.addons.component.core import Component


class DemoBinder(Component):  # expect: component-without-collection
    """Knows which record belongs to which id of Demo."""

    _name = "demo.binder"
    _inherit = "base.binder"
    _apply_on = ["demo.res.partner"]
