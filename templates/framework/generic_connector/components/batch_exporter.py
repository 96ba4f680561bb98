from odoo.addons.component.core import AbstractComponent


class GenericBatchExporter(AbstractComponent):
    """Queues the export of many records: one job, one remote write each."""

    _name = "generic.batch.exporter"
    _inherit = "base.exporter"
    _usage = "batch.exporter"

    def run(self, records):
        """Find or create the bindings of Odoo records and queue their exports.

        :param records: records of the bound model
        :return: ``{"exported", "created", "skipped": numbers, "errors": [texts]}``
        """
        counts = {"exported": 0, "created": 0, "skipped": 0, "errors": []}
        records = records.with_env(self.env)
        bound = self.binder.bound_many(records)
        missing = records.filtered(lambda record: record.id not in bound)
        allowed = missing.filtered(self._can_export)
        counts["skipped"] += len(missing) - len(allowed)
        bindings = self.model.with_context(connector_no_export=True).create(
            [self._get_binding_values(record) for record in allowed]
        )
        counts["created"] = len(bindings)
        for binding in [*bound.values(), *bindings]:
            if not binding._is_exportable():
                counts["skipped"] += 1
                continue
            binding._queue_export()
            counts["exported"] += 1
        return counts

    def _can_export(self, record):
        """Say whether an unbound record may be exported; hook."""
        return True

    def _get_binding_values(self, record):
        """Return the values of a new binding."""
        return {"backend_id": self.backend_record.id, "odoo_id": record.id}
