from odoo.addons.component.core import AbstractComponent


class GenericPartnerImporter(AbstractComponent):
    """Imports contacts; e-mail addresses match whatever their case."""

    _name = "generic.partner.importer"
    _inherit = "generic.importer"

    def _normalize_match(self, field_name, value):
        if field_name == "email":
            return str(value).strip().lower()
        return super()._normalize_match(field_name, value)

    def _find_candidates(self, field_name, values):
        if field_name != "email":
            return super()._find_candidates(field_name, values)
        model = self._parent_model
        records = model.with_context(active_test=False).search(
            [
                ("email_normalized", "in", values),
                # An address of a contact is no customer of its own.
                "|",
                ("parent_id", "=", False),
                ("type", "=", "contact"),
                *self._get_company_domain(model),
            ]
        )
        return self._group_candidates(
            records, lambda record: [(record.email_normalized, record)]
        )
