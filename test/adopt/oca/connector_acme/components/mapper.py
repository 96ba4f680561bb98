from odoo.addons.component.core import AbstractComponent


class AcmeImportMapper(AbstractComponent):
    _name = "acme.import.mapper"
    _inherit = "base.import.mapper"
    _collection = "acme.backend"
    _usage = "import.mapper"
