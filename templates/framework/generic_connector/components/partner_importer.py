from odoo.addons.component.core import AbstractComponent
from odoo.addons.connector.exception import MappingError

from ..exceptions import AmbiguousMatchError, RecordErrors


class GenericPartnerImporter(AbstractComponent):
    """Imports contacts; e-mail addresses match whatever their case."""

    _name = "generic.partner.importer"
    _inherit = "generic.contact.importer"

    #: {"name", "vat"}: where a contact names its company
    _company = {}

    def _normalize_match(self, field_name, value):
        if field_name == "email":
            return str(value).strip().lower()
        return super()._normalize_match(field_name, value)

    def _find_candidates(self, field_name, values):
        if field_name != "email":
            return super()._find_candidates(field_name, values)
        # An address of a contact is no customer of its own.
        records = self._parent_model.with_context(active_test=False).search(
            [("email_normalized", "in", values), *self._get_contact_domain()]
        )
        return self._group_candidates(
            records, lambda record: [(record.email_normalized, record)]
        )

    def _settle(self, item, record, changed):
        changed = super()._settle(item, record, changed)
        return self._keep_address(record, changed) if self._company else changed

    def _import_children(self, items):
        errors = {}
        for item in items:
            try:
                self._link_company(item.odoo, item.record, self._company)
            except (MappingError, AmbiguousMatchError) as error:
                errors[item.external_id] = error
        if errors:
            raise RecordErrors(errors)
        return super()._import_children(items)
