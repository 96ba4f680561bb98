from odoo.addons.component.core import AbstractComponent, Component


class DemoBase(AbstractComponent):
    """What all components of Demo share."""

    _name = "demo.base"
    _inherit = "base.connector"
    _collection = "demo.backend"


# connector: ignore=component-without-name its name is made elsewhere  # expect: suppression-unused
class DemoTools(Component):
    _name = "demo.tools"
    _inherit = "demo.base"
