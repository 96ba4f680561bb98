import logging
import re
import time
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from odoo.addons.component.core import AbstractComponent

from ..log import log_work

_logger = logging.getLogger(__name__)

#: the requests of an entity, those of one record first
OPERATIONS = ("get", "update", "delete", "create", "list", "search")

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class ExchangeRecorder(AbstractComponent):
    """Notes each request of an adapter and how it went (``generic.exchange``).

    That is every try: what is repeated stands there several times.
    """

    _inherit = "generic.adapter"

    #: the last answer, its body unread, and that body
    _last_answer = None
    _last_body = b""

    def _send(self, method, url, params, data, *args, **kwargs):
        """Send a request once, and note how it went."""
        started = time.monotonic()
        self._last_answer, self._last_body = None, b""
        answer = error = None
        try:
            answer = super()._send(method, url, params, data, *args, **kwargs)
            return answer
        except Exception as raised:
            error = raised
            raise
        finally:
            self._note_exchange(method, url, params, data, started, answer, error)
            self._last_answer, self._last_body = None, b""

    def _read_body(self, response, *args, **kwargs):
        """Read a body, and keep it until its exchange is noted."""
        self._last_answer = response
        self._last_body = super()._read_body(response, *args, **kwargs)
        return self._last_body

    def _note_exchange(self, method, url, params, data, started, answer, error):
        """Write the line of a request; whatever goes wrong changes no answer."""
        backend = self.backend_record
        if backend.audit_days <= 0 and not backend.is_debugging:
            return
        try:
            values = self._describe(method, url, params, data, answer, error)
            exchanges = self.env["generic.exchange"]
            masker = exchanges._get_masker(backend, self._get_secrets())
            exchanges._note(backend, masker, started, values)
        except Exception:  # noqa: BLE001, it is logged
            # What was sent is sent: an error now would have it sent again.
            log_work(
                _logger,
                logging.ERROR,
                self.work,
                "An exchange could not be noted",
                started=started,
                exc_info=True,
            )

    def _describe(self, method, url, params, data, answer, error):
        """Return the values of a request's line, not masked yet."""
        parts = urlsplit(url)
        (entity, external_id), owner = self._identify(method, parts.path)
        entities = {entity, owner and owner[0]}
        if entity and answer and method == "POST" and not external_id:
            record = self._unwrap(entity, answer.body)
            external_id = self._get_external_id(entity, record)
        if owner and not external_id:
            entity, external_id = owner
        sent, status = b"", 0
        if self._last_answer is not None:
            sent = self._last_answer.request.body or b""
            status = self._last_answer.status_code
        return {
            "direction": "out",
            "method": method,
            "path": f"{parts.path}?{parts.query}" if parts.query else parts.path,
            "params": params,
            "entity": entity,
            "external_id": external_id,
            "status": status,
            "request_size": len(sent),
            "response_size": len(self._last_body),
            "error": error and (str(error) or type(error).__name__),
            "request_body": data,
            "response_body": self._last_body,
            "is_person": bool(entities & self.backend_record._get_person_entities()),
        }

    def _identify(self, method, path):
        """Return (entity, external id) that a request is about, and those of its owner.

        As far as one knows: the list of all that hangs on a record has no id of its
        own (``/orders/7/refunds``). Who has an id is its own owner; None where there is
        no owner.
        """
        path = path.removeprefix(urlsplit(self.get_base_url()).path)
        own = getattr(getattr(self.work, "model", None), "_entity", None)
        best, found = (), (own, None)
        nearest, owner = (), None
        for entity, resource in self._resources.items():
            for operation in OPERATIONS:
                if not resource.get(operation):
                    continue
                verb, address = resource[operation].split(" ", 1)
                pattern, names = _get_pattern(address.partition("?")[0])
                match = pattern.match(path)
                if not match:
                    continue
                is_whole = match.end() == len(path)
                # Several entities may share an address: then it is who asks.
                rank = (is_whole, len(names), verb == method, entity == own)
                if not (is_whole or names) or not (rank > best or rank > nearest):
                    continue
                values = dict(zip(names, map(unquote, match.groups()), strict=True))
                about = entity, self._compose(resource, values)
                if rank > best:
                    best, found = rank, about
                if rank > nearest and about[1]:
                    nearest, owner = rank, about
        return found, owner

    def _compose(self, resource, values):
        """Return the external id that an address holds, None where it holds none."""
        paths = resource.get("id", "id")
        if isinstance(paths, str):
            return values.get("id")
        parts = [values.get(path.rsplit(".", 1)[-1]) for path in paths]
        return ":".join(parts) if all(parts) else values.get("id")


@lru_cache(maxsize=1024)
def _get_pattern(address):
    """Return (expression, names of its groups) of an address with placeholders.

    It matches the beginning of a path, up to a slash. An extension (``.json``) may
    stand there or not.
    """
    stem, dot, extension = address.rpartition(".")
    if not dot or "/" in extension or "}" in extension:
        stem, extension = address, ""
    parts = _PLACEHOLDER.split(stem)
    names = tuple(parts[1::2])
    expression = "".join(
        "([^/]+?)" if position % 2 else re.escape(part)
        for position, part in enumerate(parts)
    )
    if extension:
        expression += rf"(?:\.{re.escape(extension)})?"
    return re.compile(rf"{expression}(?=/|$)"), names
