from odoo.addons.component.core import AbstractComponent


class GenericBinder(AbstractComponent):
    """Links external ids with Odoo's records; ids are always text."""

    _name = "generic.binder"
    _inherit = "base.binder"
    _usage = "binder"

    def to_internal(self, external_id, unwrap=False):
        return super().to_internal(str(external_id), unwrap=unwrap)

    def to_internal_many(self, external_ids):
        """Return {external id: binding} of those that are bound, with one query."""
        bindings = self.model.with_context(active_test=False).search(
            [
                (self._backend_field, "=", self.backend_record.id),
                (self._external_field, "in", list(external_ids)),
            ]
        )
        return {binding[self._external_field]: binding for binding in bindings}

    def bound_many(self, records):
        """Return {id of an Odoo record: its binding}, with one query."""
        bindings = self.model.with_context(active_test=False).search(
            [
                (self._backend_field, "=", self.backend_record.id),
                (self._odoo_field, "in", records.ids),
            ]
        )
        return {binding[self._odoo_field].id: binding for binding in bindings}

    def bind(self, external_id, binding):
        return super().bind(str(external_id), binding)
