from odoo.addons.component.core import AbstractComponent, Component


class DemoBase(AbstractComponent):
    """What all components of Demo share."""

    _name = "demo.base"
    _inherit = "base.connector"
    _collection = "demo.backend"


# connector: ignore=component-without-name  # expect: suppression-without-reason
class DemoTools(Component):
    _usage = "tools"
