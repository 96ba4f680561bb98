from odoo.addons.component.core import AbstractComponent


class DemoBase(AbstractComponent):
    """What all components of Demo share."""

    _name = "demo.base"
    _inherit = "base.connector"
    _collection = "demo.backend"
