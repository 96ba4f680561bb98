from odoo.addons.component.core import Component


class DemoBinder(Component):
    """Knows which record belongs to which id of Demo."""

    _name = "demo.binder"
    _inherit = ["base.binder", "demo.base"]
    _apply_on = ["demo.res.partner"]


class DemoTools(Component):  # expect: component-without-name
    """Helps the others."""

    _collection = "demo.backend"
    _apply_on = ["demo.res.partner"]
    _usage = "tools"


class DemoBothBinder(Component):  # expect: component-without-name
    _inherit = ["demo.binder", "base.binder"]
    _apply_on = ["demo.res.partner"]
