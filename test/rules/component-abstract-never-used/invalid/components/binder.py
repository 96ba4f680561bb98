from odoo.addons.component.core import AbstractComponent, Component


class DemoBinder(Component):
    """Knows which record belongs to which id of Demo."""

    _name = "demo.binder"
    _inherit = ["base.binder", "demo.base"]
    _apply_on = ["demo.res.partner"]


class DemoTools(AbstractComponent):  # expect: component-abstract-never-used
    """Helps the others."""

    _name = "demo.tools"
    _inherit = "demo.base"
    _apply_on = ["demo.res.partner"]
    _usage = "tools"
