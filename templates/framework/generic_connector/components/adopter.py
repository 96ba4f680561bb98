from datetime import timedelta

import psycopg2

from odoo import fields

from odoo.addons.component.core import AbstractComponent

from ..exceptions import ConcurrentImportError

#: how long a create is awaited of which nothing says what it made: its export tries
#: again four times until then
PATIENCE = timedelta(minutes=15)
#: how long one is awaited whose binding nobody sees: its transaction is at work, or was
#: rolled back
UNSEEN_PATIENCE = timedelta(minutes=2)


class GenericAdopter(AbstractComponent):
    """Recognises new external records that an export of ours has made.

    An export that was killed, or whose answer was lost, has not linked its record
    yet. An import that meets the record first links it with the Odoo record that it
    was made from: else it would come back as a second one, and the export would find
    its record taken.
    """

    _name = "generic.adopter"
    _inherit = "generic.merger"

    def _adopt(self, items):
        """Link new external records with the Odoo records that they were made from.

        :param items: :class:`ImportItem` without bindings
        :raise ConcurrentImportError: while the export that may have made one of them
            is at work, or is about to tell which one it made
        """
        exporters = self.many_components(usage="record.exporter")
        if not items or not exporters:
            return
        attempts = self.env["generic.export.attempt"]._get_unlinked(
            self.backend_record.generic_backend_id.id,
            self.model,
            [item.external_id for item in items],
        )
        if not attempts:
            return
        exporter = exporters[0]
        free = {item.external_id: item for item in items}
        keys = {item.external_id: exporter._get_keys(item.record) for item in items}
        for attempt in attempts:
            if attempt["external_id"]:
                found = [attempt["external_id"]]
            else:
                found = [one for one in free if keys[one] & attempt["keys"]]
            if not self._is_ready(attempt, found):
                raise ConcurrentImportError(
                    f"An export may have made some of these ({self.model._name})",
                    seconds=2,
                )
            if found and found[0] in free and attempt["is_linkable"]:
                self._link_made(free.pop(found[0]), attempt)

    def _is_ready(self, attempt, found):
        """Tell whether an attempt says by now which record it made, if any of these.

        :param list found: external ids of those that it may have made
        """
        age = fields.Datetime.now() - (attempt["ended"] or attempt["started"])
        if not attempt["is_linkable"]:
            return not found or age > UNSEEN_PATIENCE
        if found:
            return self._lock_unlinked(attempt["binding_ref"])
        if attempt["keys"] or attempt["external_id"]:
            return True
        # It could be any of them, and only its export can tell: by asking again with
        # the same idempotency key.
        if attempt["is_over"]:
            return self._lock_unlinked(attempt["binding_ref"])
        return age > PATIENCE

    def _lock_unlinked(self, binding_id):
        """Lock a binding; tell whether it was to be had: no export is at work."""
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    f'SELECT id FROM "{self.model._table}" WHERE id = %s '
                    "FOR UPDATE SKIP LOCKED",
                    (binding_id,),
                )
                return bool(self.env.cr.fetchone())
        except psycopg2.OperationalError:
            # It was written since this transaction began.
            return False

    def _link_made(self, item, attempt):
        """Bind an external record, as the export that made it would have done."""
        binding = self.model.browse(attempt["binding_ref"])
        self._link(item, binding, attempt["id"])
        values = {"made_by_export": True, "export_date": attempt["started"]}
        if attempt["sync_base"]:
            # What Odoo holds may have changed since it was sent.
            values["sync_base"] = attempt["sync_base"]
        binding.with_context(connector_no_export=True).write(values)

    def _link_waiting(self, item, binding):
        """Bind an external record to a binding whose export has not come to its end.

        :raise ConcurrentImportError: while it is at work
        """
        if not self._lock_unlinked(binding.id):
            raise ConcurrentImportError(
                f"Another job exports some of these ({self.model._name})"
            )
        attempt = self.env["generic.export.attempt"]._get_unanswered(
            self.backend_record.generic_backend_id.id, binding
        )
        self._link(item, binding, attempt and attempt[0])

    def _link(self, item, binding, attempt_id):
        self.binder.bind(item.external_id, binding)
        if attempt_id:
            self.env["generic.export.attempt"]._close(
                attempt_id, "done", item.external_id
            )
        item.binding, item.is_new = binding, False
