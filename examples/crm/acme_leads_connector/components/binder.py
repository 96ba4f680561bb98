from odoo.addons.component.core import Component


class AcmeLeadsBinder(Component):
    """Links the ids of Acme Leads with the records of Odoo."""

    _name = "acme_leads.binder"
    _inherit = "generic.binder"
    _collection = "acme_leads.backend"
