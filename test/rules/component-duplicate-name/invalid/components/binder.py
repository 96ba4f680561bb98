from odoo.addons.component.core import Component


class DemoBinder(Component):
    """Knows which record belongs to which id of Demo."""

    _name = "demo.binder"
    _inherit = ["base.binder", "demo.base"]
    _apply_on = ["demo.res.partner"]


class DemoTools(Component):
    """Helps the others."""

    _name = "demo.binder"  # expect: component-duplicate-name
    _inherit = "demo.base"
    _apply_on = ["demo.res.partner"]
    _usage = "tools"
