from odoo.addons.component.core import Component


class DemoBinder(Component):
    """Knows which record belongs to which id of Demo."""

    _name = "demo.binder"
    _inherit = ["base.binder", "demo.base"]
    _apply_on = ["demo.res.partner"]
