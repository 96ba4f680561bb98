from odoo import api, fields, models

from ..tools import own_env


class GenericBackendHealth(models.Model):
    """Whether a backend's connection works; survives the rollback of a job.

    Rows are written through a cursor of their own only, so they refer to the
    backend by a plain number. A circuit breaker's state belongs here as well.
    """

    _name = "generic.backend.health"
    _description = "Backend Health"
    _log_access = False

    backend_ref = fields.Integer(
        string="Backend Number", required=True, index=True, readonly=True
    )
    state = fields.Selection(
        selection=[("connected", "Connected"), ("suspended", "Suspended")],
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    since = fields.Datetime(readonly=True)

    @api.model
    def _get_all(self, backend_ids):
        """Return {backend id: its row}."""
        rows = self.sudo().search([("backend_ref", "in", backend_ids)], order="id")
        return {row.backend_ref: row for row in rows}

    @api.model
    def _set_state(self, backend_id, state, reason=False):
        """Store the state of a backend in a transaction of its own."""
        with own_env(self.env) as env:
            health = env[self._name]
            row = health.search([("backend_ref", "=", backend_id)], limit=1)
            values = {
                "state": state,
                "reason": reason,
                "since": fields.Datetime.now(),
            }
            if row:
                row.write(values)
            else:
                health.create({"backend_ref": backend_id, **values})
        self.invalidate_model()
        self.env["generic.backend"].invalidate_model(
            ["connection_state", "suspended_reason"]
        )
