from odoo.addons.component.core import Component


class AcmeBooksBinder(Component):
    """Links the ids of Acme Books with the records of Odoo."""

    _name = "acme_books.binder"
    _inherit = "generic.binder"
    _collection = "acme_books.backend"
