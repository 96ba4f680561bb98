import json

from odoo import api, fields, models

from ..tools import own_env


class GenericExportAttempt(models.Model):
    """A create that was sent to the remote, and what became of it.

    The row is written before the call and completed after it, through a cursor of
    its own: when the job dies in between, the next try finds an attempt without an
    answer and looks the record up instead of creating it a second time.

    All references are plain numbers: a foreign key to a row that the job has locked
    would make the second cursor wait for the first, for ever.
    """

    _name = "generic.export.attempt"
    _description = "Export Attempt"
    _order = "id desc"
    _log_access = False

    backend_ref = fields.Integer(
        string="Backend Number", required=True, index=True, readonly=True
    )
    binding_model = fields.Char(required=True, readonly=True)
    binding_ref = fields.Integer(
        string="Binding Number", required=True, index=True, readonly=True
    )
    key = fields.Char(
        string="Idempotency Key", required=True, readonly=True, index=True
    )
    state = fields.Selection(
        selection=[
            ("sent", "Sent, no answer yet"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("lost", "Never arrived"),
        ],
        default="sent",
        required=True,
        readonly=True,
        index=True,
    )
    external_id = fields.Char(string="External ID", readonly=True, index=True)
    sent_keys = fields.Text(
        readonly=True, help="Digests of what the record is found by over there."
    )
    sync_base = fields.Text(string="Values Sent", readonly=True)
    started = fields.Datetime(default=fields.Datetime.now, readonly=True)
    ended = fields.Datetime(readonly=True)

    @api.model
    def _open(self, backend_id, binding, key, sent_keys=(), sync_base=False):
        """Store that a create is about to be sent; return the id of the row.

        :param sent_keys: digests of the natural keys that are sent
        :param str sync_base: the values that are sent, as a binding keeps them
        """
        with own_env(self.env) as env:
            attempt = env[self._name].create(
                {
                    "backend_ref": backend_id,
                    "binding_model": binding._name,
                    "binding_ref": binding.id,
                    "key": key,
                    "sent_keys": json.dumps(sorted(sent_keys)),
                    "sync_base": sync_base,
                }
            )
            return attempt.id

    @api.model
    def _close(self, attempt_id, state, external_id=False):
        """Store what became of a create."""
        with own_env(self.env) as env:
            env[self._name].browse(attempt_id).write(
                {
                    "state": state,
                    "external_id": external_id,
                    "ended": fields.Datetime.now(),
                }
            )

    @api.model
    def _get_unanswered(self, backend_id, binding):
        """Return (id, started, external id) of the attempt to settle, or None.

        That is one without an answer, or one whose answer the job could not store
        any more. Read in a new transaction: the job's own may not see it yet.
        """
        with own_env(self.env) as env:
            attempt = env[self._name].search(
                [
                    ("backend_ref", "=", backend_id),
                    ("binding_model", "=", binding._name),
                    ("binding_ref", "=", binding.id),
                    ("state", "in", ["sent", "done"]),
                ],
                limit=1,
            )
            if not attempt:
                return None
            return attempt.id, attempt.started, attempt.external_id

    @api.model
    def _get_unlinked(self, backend_id, model, external_ids):
        """Return the attempts that made one of these records, or may have made one.

        Those whose bindings have no external record yet. Read in a new transaction:
        the job's own may not see them yet.

        :param model: binding model
        :return: [{"id", "binding_ref", "external_id", "started", "ended", "sync_base",
            "keys": digests, "is_linkable": whether the binding is there, "is_over":
            whether its export has given up}, …]
        """
        with own_env(self.env) as env:
            env.cr.execute(
                f'WITH binding AS (TABLE "{model._table}") '
                "SELECT attempt.id, attempt.binding_ref, attempt.external_id, "
                "attempt.started, attempt.ended, attempt.sync_base, "
                "attempt.sent_keys AS keys, binding.id IS NOT NULL AS is_linkable, "
                "binding.sync_state = 'failed' AS is_over "
                "FROM generic_export_attempt AS attempt LEFT JOIN binding "
                "ON binding.id = attempt.binding_ref "
                "WHERE attempt.backend_ref = %s AND attempt.binding_model = %s "
                "AND (attempt.state = 'sent' "
                "OR attempt.state = 'done' AND attempt.external_id = ANY(%s)) "
                "AND COALESCE(binding.external_id, '') = '' ORDER BY attempt.id",
                (backend_id, model._name, list(external_ids)),
            )
            # Of several the last one counts.
            found = {row["binding_ref"]: row for row in env.cr.dictfetchall()}
        for row in found.values():
            row["keys"] = set(json.loads(row["keys"] or "[]"))
        return list(found.values())

    @api.model
    def _get_last_key(self, backend_id, binding):
        """Return the idempotency key of a create that never arrived, or None.

        Its repeat keeps the key: should it have arrived after all, a system that
        knows keys answers with the record that it made before.
        """
        with own_env(self.env) as env:
            attempt = env[self._name].search(
                [
                    ("backend_ref", "=", backend_id),
                    ("binding_model", "=", binding._name),
                    ("binding_ref", "=", binding.id),
                ],
                limit=1,
            )
            return attempt.key if attempt.state == "lost" else None

    @api.autovacuum
    def _gc_attempts(self):
        """Delete answered attempts after 30 days."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        self.sudo().search(
            [("state", "!=", "sent"), ("ended", "<", limit)], limit=5000
        ).unlink()
