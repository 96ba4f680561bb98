from odoo.addons.component.core import AbstractComponent, Component


class DemoBase(AbstractComponent):
    """What all components of Demo share."""

    _name = "demo.base"
    _inherit = "base.connector"
    _collection = "demo.backend"


# connector: ignore=component-no-name a decorator of ours names it  # expect: suppression-unknown-code
class DemoTools(Component):  # expect: component-without-name
    _usage = "tools"
