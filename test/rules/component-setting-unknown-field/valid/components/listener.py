from odoo.addons.component.core import Component


class ContactExportListener(Component):
    """Exports contacts that change, where the backend's switch is on."""

    _name = "demo.contact.export.listener"
    _inherit = "generic.export.listener"
    _collection = "demo.backend"
    _apply_on = ["res.partner"]

    _binding_model = "demo.res.partner"
    _watched = {
        "res.partner": [
            "city",
            "comment",
            "country_id",
            "email",
            "is_company",
            "name",
            "parent_id",
            "phone",
            "state_id",
            "street",
            "street2",
            "vat",
            "zip",
        ],
    }
