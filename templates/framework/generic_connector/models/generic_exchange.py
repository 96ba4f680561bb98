import logging
import time

import psycopg2

from odoo import api, fields, models

from ..log import log
from ..masking import Masker
from ..tools import clip, own_cursor

_logger = logging.getLogger(__name__)
#: what the switch of a backend lets through, whatever the level of the log
_debug_logger = logging.getLogger(f"{__name__}.debug")
_debug_logger.setLevel(logging.DEBUG)

#: deliveries of unknown senders that are noted in an hour, for each backend
MAX_REFUSED = 100


class GenericExchange(models.Model):
    """A request that was sent, or a webhook that came in: one line, masked.

    It is written through a cursor of its own: what became of the job changes nothing
    about what was exchanged. All references are plain numbers, as a foreign key would
    wait for the rows that the job has locked.
    """

    _name = "generic.exchange"
    _description = "Exchange"
    _order = "id desc"
    _rec_name = "path"
    _log_access = False

    backend_ref = fields.Integer(string="Backend Number", index=True, readonly=True)
    backend_name = fields.Char(string="Backend", readonly=True)
    company_ref = fields.Integer(string="Company Number", readonly=True)
    started = fields.Datetime(index=True, readonly=True)
    direction = fields.Selection(
        selection=[("out", "Sent"), ("in", "Received")], readonly=True
    )
    method = fields.Char(readonly=True)
    path = fields.Char(readonly=True)
    entity = fields.Char(
        readonly=True, help="What kind of record; of a webhook: its event."
    )
    external_id = fields.Char(string="External ID", index=True, readonly=True)
    status = fields.Integer(
        string="HTTP Status", readonly=True, help="0: there was no answer."
    )
    duration = fields.Integer(string="Duration (ms)", readonly=True)
    request_size = fields.Integer(string="Bytes Sent", readonly=True)
    response_size = fields.Integer(string="Bytes Received", readonly=True)
    user_ref = fields.Integer(string="User Number", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_user_id",
        help="Who did it, or queued the job that did.",
    )
    job_uuid = fields.Char(string="Job UUID", index=True, readonly=True)
    error = fields.Char(readonly=True)
    request_body = fields.Text(
        readonly=True, help="Masked; kept only while the backend is being debugged."
    )
    response_body = fields.Text(
        readonly=True, help="Masked; kept only while the backend is being debugged."
    )

    @api.depends("user_ref")
    def _compute_user_id(self):
        users = self.env["res.users"].browse(self.mapped("user_ref"))
        known = set(users.exists().ids)
        for exchange in self:
            exchange.user_id = exchange.user_ref in known and exchange.user_ref

    @api.model
    def _get_masker(self, backend, secrets):
        """Return what masks the exchanges of a backend."""
        return Masker(secrets, backend._masked_fields)

    @api.model
    def _note(self, backend, masker, started, values):
        """Write the line of an exchange; that it cannot be written stops nobody.

        :param backend: the concrete backend; empty where a webhook was for none
        :param masker: the :class:`Masker` of the backend
        :param float started: ``time.monotonic()`` when the exchange began
        :param dict values: fields of the line, and ``params`` of the query,
            ``is_person`` where the records are people; bodies as they are
        """
        is_debugging = bool(backend) and backend.is_debugging
        if backend and backend.audit_days <= 0 and not is_debugging:
            return
        is_person = values.get("is_person", False)
        line = {
            "backend_ref": backend.generic_backend_id.id if backend else 0,
            "backend_name": backend.name if backend else None,
            "company_ref": backend.company_id.id if backend else 0,
            "direction": values["direction"],
            "method": values["method"],
            "path": masker.path(values["path"], values.get("params"), is_person),
            "entity": clip(masker.text(values.get("entity") or "")) or None,
            "external_id": clip(masker.text(values.get("external_id") or "")) or None,
            "status": values.get("status") or 0,
            "duration": round((time.monotonic() - started) * 1000),
            "request_size": values.get("request_size") or 0,
            "response_size": values.get("response_size") or 0,
            "user_ref": self.env.uid,
            "job_uuid": self.env.context.get("job_uuid"),
            "error": clip(masker.text(values.get("error") or ""), 500) or None,
            "request_body": None,
            "response_body": None,
        }
        if is_debugging:
            for name in ("request_body", "response_body"):
                line[name] = masker.body(values.get(name), is_person) or None
            self._debug(line)
        try:
            self._insert(line)
        except psycopg2.Error as error:
            log(
                _logger,
                logging.WARNING,
                backend or "-",
                "An exchange was not noted: %s",
                error,
                entity=line["entity"],
                external_id=line["external_id"],
                started=started,
            )

    @api.model
    def _debug(self, line):
        """Log an exchange as it may be shown, with its bodies."""
        log(
            _debug_logger,
            logging.DEBUG,
            line["backend_name"],
            "%s %s: %s",
            line["method"],
            line["path"],
            line["error"] or line["status"],
            entity=line["entity"],
            external_id=line["external_id"],
            started=time.monotonic() - line["duration"] / 1000,
        )
        for name in ("request_body", "response_body"):
            if line[name]:
                _debug_logger.debug("%s:\n%s", name, line[name])

    @api.model
    def _insert(self, line):
        """Store a line in a transaction of its own."""
        # Without the ORM: this is done for each request.
        with own_cursor(self.env) as cr:
            cr.execute(
                "INSERT INTO generic_exchange (backend_ref, backend_name, company_ref,"
                " started, direction, method, path, entity, external_id, status,"
                " duration, request_size, response_size, user_ref, job_uuid, error,"
                " request_body, response_body) SELECT %(backend_ref)s,"
                " %(backend_name)s, %(company_ref)s, now() AT TIME ZONE 'UTC',"
                " %(direction)s, %(method)s, %(path)s, %(entity)s, %(external_id)s,"
                " %(status)s, %(duration)s, %(request_size)s, %(response_size)s,"
                " %(user_ref)s, %(job_uuid)s, %(error)s, %(request_body)s,"
                " %(response_body)s",
                line,
            )

    @api.model
    def _count_refused(self, backend):
        """Return how many deliveries were refused within the last hour."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        return self.sudo().search_count(
            [
                ("backend_ref", "=", backend.generic_backend_id.id if backend else 0),
                ("direction", "=", "in"),
                ("status", "=", 401),
                ("started", ">", limit),
            ]
        )

    @api.autovacuum
    def _gc_exchanges(self):
        """Delete what is older than its backend keeps it."""
        backends = self.env["generic.backend"].sudo().with_context(active_test=False)
        days = {backend.id: backend.audit_days for backend in backends.search([])}
        for (backend_ref,) in self._get_backend_refs():
            # There may be hundreds of thousands: the ORM would read them first.
            self.env.cr.execute(
                "DELETE FROM generic_exchange WHERE backend_ref = %s AND started <="
                " now() AT TIME ZONE 'UTC' - interval '1 day' * %s",
                (backend_ref, max(0, days.get(backend_ref, 30))),
            )
        self.invalidate_model()

    @api.model
    def _get_backend_refs(self):
        self.env.cr.execute("SELECT DISTINCT backend_ref FROM generic_exchange")
        return self.env.cr.fetchall()
