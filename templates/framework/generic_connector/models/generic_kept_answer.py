import json
import logging

from odoo import api, fields, models

from ..log import log
from ..tools import own_env

_logger = logging.getLogger(__name__)

#: characters; what is longer is not kept, and read anew
MAX_KEPT = 32 * 1024 * 1024


class GenericKeptAnswer(models.Model):
    """What a job had read when it had to wait for its turn.

    Its next try goes on from there. Else a job that needs more requests than the
    system takes at once would begin anew for ever. Written through a cursor of its
    own: the job's transaction is rolled back.
    """

    _name = "generic.kept.answer"
    _description = "Kept Answers"
    _log_access = False

    backend_ref = fields.Integer(
        string="Backend Number", required=True, index=True, readonly=True
    )
    job_uuid = fields.Char(string="Job", required=True, index=True, readonly=True)
    answers = fields.Text(
        readonly=True, groups="connector_base_backend.group_connector_manager"
    )
    stored = fields.Datetime(readonly=True)

    @api.model
    def _load(self, job_uuid):
        """Return {key: (status, headers, body)} of what the job read before."""
        self.invalidate_model()
        hour = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        row = self.sudo().search(
            [("job_uuid", "=", job_uuid), ("stored", ">", hour)], limit=1
        )
        return json.loads(row.answers) if row else {}

    @api.model
    def _store(self, backend_id, job_uuid, answers):
        """Keep what a job has read.

        :param dict answers: key -> (status, headers, body)
        """
        text = json.dumps(answers)
        if len(text) > MAX_KEPT:
            log(
                _logger,
                logging.WARNING,
                self.env["generic.backend"].sudo().browse(backend_id),
                "Job %s has read too much to keep it: it reads it again",
                job_uuid,
            )
            return
        values = {"answers": text, "stored": fields.Datetime.now()}
        with own_env(self.env) as env:
            kept = env[self._name].search([("job_uuid", "=", job_uuid)], limit=1)
            if kept:
                kept.write(values)
            else:
                kept.create({**values, "backend_ref": backend_id, "job_uuid": job_uuid})

    @api.model
    def _drop(self, job_uuid):
        """Forget what a job has read."""
        with own_env(self.env) as env:
            env[self._name].search([("job_uuid", "=", job_uuid)]).unlink()

    @api.autovacuum
    def _gc_kept_answers(self):
        """Delete what jobs left behind that never came to their end."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.sudo().search([("stored", "<", limit)], limit=1000).unlink()
