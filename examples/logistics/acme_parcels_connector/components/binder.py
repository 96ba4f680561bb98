from odoo.addons.component.core import Component


class AcmeParcelsBinder(Component):
    """Links the ids of Acme Parcels with the records of Odoo."""

    _name = "acme_parcels.binder"
    _inherit = "generic.binder"
    _collection = "acme_parcels.backend"
