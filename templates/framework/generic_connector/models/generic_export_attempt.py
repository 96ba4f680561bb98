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
    )
    external_id = fields.Char(string="External ID", readonly=True)
    started = fields.Datetime(default=fields.Datetime.now, readonly=True)
    ended = fields.Datetime(readonly=True)

    @api.model
    def _open(self, backend_id, binding, key):
        """Store that a create is about to be sent; return the id of the row."""
        with own_env(self.env) as env:
            attempt = env[self._name].create(
                {
                    "backend_ref": backend_id,
                    "binding_model": binding._name,
                    "binding_ref": binding.id,
                    "key": key,
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
