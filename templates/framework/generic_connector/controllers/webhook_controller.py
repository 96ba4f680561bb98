import base64
import binascii
import hashlib
import hmac
import json
import logging
import time
from urllib.parse import parse_qsl

import psycopg2
from werkzeug.exceptions import RequestEntityTooLarge

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..log import log
from ..models.generic_exchange import MAX_REFUSED
from ..tools import compose_id, decode_json, dig, fill, meets

_logger = logging.getLogger(__name__)

#: bytes that a delivery may have
MAX_CONTENT_LENGTH = 5 * 1024 * 1024

#: options of every webhook route: ``@http.route([...], **webhook_route)``
webhook_route = {
    "type": "connector_webhook",
    "auth": "none",
    "methods": ["POST"],
    "csrf": False,
    "save_session": False,
    # From 18.0 on a route without a user gets a read-only cursor otherwise.
    "readonly": False,
    "max_content_length": MAX_CONTENT_LENGTH,
}


class WebhookDispatcher(http.HttpDispatcher):
    """Hands the raw body to the controller.

    Odoo's own dispatcher parses forms before the controller runs, and what is parsed
    cannot be read again: the bytes that were signed would be gone.
    """

    routing_type = "connector_webhook"

    @classmethod
    def is_compatible_with(cls, request):
        return True

    def dispatch(self, endpoint, args):
        """Read the body within its limit, then call the controller."""
        limit = endpoint.routing.get("max_content_length", MAX_CONTENT_LENGTH)
        httprequest = self.request.httprequest
        if (httprequest.content_length or 0) > limit:
            raise RequestEntityTooLarge()
        httprequest.get_data(cache=True, parse_form_data=False)
        self.request.params = dict(args)
        if self.request.db:
            return self.request.registry["ir.http"]._dispatch(endpoint)
        return endpoint(**self.request.params)


class GenericWebhookController(http.Controller):
    """Receives webhooks: verifies, stores, answers; a job processes.

    What a system does its own way is in its backend's ``_webhook_scheme``:

    - ``topic``, ``tenant``, ``delivery_id``: ``{"header": names}`` or
      ``{"body": path}``
    - ``signature``: ``{"kind": "hmac", "header": names, "algorithm": "sha256",
      "encoding": "hex"|"base64", "payload": "{timestamp}.{body}", "secret": field}``,
      with ``"fields": {"timestamp": "t", "signature": "v1"}`` where one header holds
      both; or ``{"kind": "token", "header": names, "secret": backend field}``
    - ``timestamp``: ``{"header": names}``, ``tolerance``: seconds
    - ``repeat_key``: of ``topic``, ``resource_id``, ``body_digest``, ``delivery_id``
    - ``handshake``: ``{"kind": "ping", "encoding": "form"|"json", "key": name}``: an
      unsigned request on activation that wants 2xx
    - ``entities``: ``{topic: entity}`` that it tells about
    - ``parts``: ``{topic: {"path": of the owner's id, "when": condition}}`` of topics
      whose body may be a part of a record
    - ``resource_id``, ``updated``: paths in the body; ``resource_ids``: paths for
      topics that differ
    """

    def _receive(self, backend_model, token=None):
        """Receive a delivery for a backend of this model.

        An unknown tenant and a bad signature get the same answer, and write nothing.
        """
        started = time.monotonic()
        env = request.env(user=SUPERUSER_ID)
        body = request.httprequest.get_data(cache=True, parse_form_data=False)
        headers = request.httprequest.headers
        scheme = env[backend_model]._webhook_scheme
        payload = self._decode(body)
        backend = self._find_backend(
            env[backend_model], scheme, headers, payload, token
        )
        facts = self._get_facts(scheme, headers, payload)
        if backend and self._is_ping(scheme, headers, body):
            status, message = 200, "A ping"
        # Verified against no backend as well: the time must not tell which it was.
        elif not self._verify(backend, scheme, headers, body) or not backend:
            status, message = 401, "A webhook was refused"
        elif payload is None:
            status, message = 400, "A webhook is no JSON object"
        else:
            status, message = 200, self._store(backend, headers, body, payload, facts)
        log(
            _logger,
            logging.INFO if status == 200 else logging.WARNING,
            backend or backend_model,
            message,
            entity=facts["topic"],
            external_id=facts["resource_id"],
            started=started,
        )
        self._note(backend or env[backend_model], status, started, body, facts, message)
        return self._answer(status)

    def _note(self, backend, status, started, body, facts, message):
        """Write the audit's line of a delivery.

        Of what is refused there is only so much, and never what it held.
        """
        exchanges = backend.env["generic.exchange"]
        if status == 401 and exchanges._count_refused(backend) >= MAX_REFUSED:
            return
        path, _slash, token = request.httprequest.path.rpartition("/webhook/")
        entity = backend._webhook_scheme.get("entities", {}).get(facts["topic"])
        exchanges._note(
            backend,
            exchanges._get_masker(backend, backend._get_secret_values()),
            started,
            {
                "direction": "in",
                "method": request.httprequest.method,
                # The token is a secret of the backend, and may be a bad guess.
                "path": f"{path}/webhook/***" if token else request.httprequest.path,
                "entity": facts["topic"],
                "external_id": facts["resource_id"],
                "status": status,
                "request_size": len(body),
                "error": None if status == 200 else message,
                "request_body": None if status == 401 else body,
                # Of a topic that nobody knows: it may be about anybody.
                "is_person": not entity or entity in backend._get_person_entities(),
            },
        )

    def _answer(self, status):
        """Return an answer that says no more than its status."""
        return request.make_response(
            "", headers=[("Content-Type", "text/plain")], status=status
        )

    def _decode(self, body):
        """Return the payload of a body, None where it is no JSON object."""
        try:
            payload = decode_json(body)
        except ValueError:
            return None
        return payload if isinstance(payload, dict) else None

    def _read(self, rule, headers, payload):
        """Return what a rule of the scheme points to, "" where it is not there."""
        rule = rule or {}
        names = rule.get("header") or ()
        for name in [names] if isinstance(names, str) else names:
            if headers.get(name):
                return headers[name]
        if rule.get("body"):
            value = dig(payload or {}, rule["body"])
            return "" if value is None else str(value)
        return ""

    def _is_ping(self, scheme, headers, body):
        """Tell whether a request is the unsigned ping of an activation.

        It holds nothing but the key, has neither signature nor topic, and nothing is
        done with it: everything else has to be signed.
        """
        rule = scheme.get("handshake") or {}
        if rule.get("kind") != "ping":
            return False
        if self._read(scheme.get("signature"), headers, None):
            return False
        if self._read({**(scheme.get("topic") or {}), "body": None}, headers, None):
            return False
        if rule.get("encoding") == "json":
            return list(self._decode(body) or {}) == [rule["key"]]
        try:
            fields = parse_qsl(body.decode("ascii"), strict_parsing=True)
        except ValueError:
            return False
        return [name for name, _value in fields] == [rule["key"]]

    # Who is it

    def _find_backend(self, backends, scheme, headers, payload, token):
        """Return the one active backend that a delivery is for, else an empty one.

        By the token in its address, else by the tenant that it names; both match
        exactly.
        """
        if token:
            found = backends.search([("webhook_token", "=", token)])
        else:
            tenant = self._read(scheme.get("tenant"), headers, payload)
            found = backends._verify_tenant(tenant)
        return found if len(found) == 1 else backends.browse()

    def _verify(self, backend, scheme, headers, body):
        """Tell whether the signature is right; compares in constant time."""
        rule = scheme.get("signature") or {}
        secret = (
            backend[rule["secret"]] if backend and rule.get("secret") else ""
        ) or ""
        given = self._read(rule, headers, None)
        timestamp = self._read(scheme.get("timestamp"), headers, None)
        if rule.get("fields"):
            parts = self._split_signature(given)
            given = parts.get(rule["fields"]["signature"], [])
            timestamp = (parts.get(rule["fields"].get("timestamp")) or [""])[0]
        else:
            given = [given]
        if rule.get("kind") == "token":
            good = any(
                hmac.compare_digest(item.encode(), secret.encode()) for item in given
            )
        else:
            expected = self._sign(rule, secret, timestamp, body)
            good = any(
                hmac.compare_digest(self._raw(rule, item), expected) for item in given
            )
        return bool(secret) and good and self._is_timely(scheme, rule, timestamp)

    def _split_signature(self, header):
        """Return {name: [values]} of a header like ``t=1,v1=ab,v1=cd``."""
        parts = {}
        for part in header.split(","):
            name, separator, value = part.strip().partition("=")
            if separator:
                parts.setdefault(name, []).append(value)
        return parts

    def _sign(self, rule, secret, timestamp, body):
        """Return the digest that a delivery has to have."""
        before, _separator, after = rule.get("payload", "{body}").partition("{body}")
        known = {"timestamp": timestamp}
        signed = (
            fill(before, known.get).encode() + body + fill(after, known.get).encode()
        )
        algorithm = getattr(hashlib, rule.get("algorithm", "sha256"))
        return hmac.new(secret.encode(), signed, algorithm).digest()

    def _raw(self, rule, signature):
        """Return a signature as bytes, b"" where it is none."""
        try:
            if rule.get("encoding") == "base64":
                return base64.b64decode(signature, validate=True)
            # Some send the algorithm in front: sha256=ab12…
            return bytes.fromhex(signature.rpartition("=")[2])
        except (ValueError, binascii.Error):
            return b""

    def _is_timely(self, scheme, rule, timestamp):
        """Tell whether the signed time is near enough, where the scheme has one."""
        tolerance = rule.get("tolerance") or scheme.get("tolerance")
        if not tolerance:
            return True
        try:
            moment = float(timestamp)
        except ValueError:
            return False
        if moment > 1e11:
            moment /= 1000.0
        return abs(time.time() - moment) <= tolerance

    # Storing

    def _get_facts(self, scheme, headers, payload):
        """Return what a delivery says of itself: topic, record and its own id."""
        topic = self._read(scheme.get("topic"), headers, payload) or "unknown"
        paths = scheme.get("resource_ids", {}).get(topic)
        part = scheme.get("parts", {}).get(topic)
        if part and meets(payload, part["when"]):
            paths = part["path"]
        return {
            "topic": topic,
            "resource_id": compose_id(
                payload, paths or scheme.get("resource_id", "id")
            ),
            "delivery_id": self._read(scheme.get("delivery_id"), headers, payload),
        }

    def _store(self, backend, headers, body, payload, facts):
        """Store a delivery and queue its processing; a repeat is left alone.

        :return: what was done, for the log
        """
        scheme = backend._webhook_scheme
        parts = {**facts, "body_digest": hashlib.sha256(body).hexdigest()}
        names = scheme.get("repeat_key") or ("topic", "resource_id", "body_digest")
        key = json.dumps([parts[name] for name in names])
        repeat_key = hashlib.sha256(key.encode()).hexdigest()
        Webhook = backend._for_jobs().env["generic.webhook"]
        shared = backend.generic_backend_id
        known = Webhook.search(
            [("backend_id", "=", shared.id), ("repeat_key", "=", repeat_key)]
        )
        if known:
            # The sender's repeat of what failed here is worth another try.
            if known.processing_status == "failed":
                known.action_retry()
            return "A webhook was repeated"
        try:
            with Webhook.env.cr.savepoint():
                webhook = Webhook.create(
                    {
                        "backend_id": shared.id,
                        "event_type": facts["topic"],
                        "payload": body.decode("utf-8", errors="replace"),
                        "signature": self._read(
                            scheme.get("signature"), headers, payload
                        ),
                        "delivery_id": facts["delivery_id"],
                        "repeat_key": repeat_key,
                        "resource_id": facts["resource_id"],
                        "event_date": backend._get_event_date(payload),
                    }
                )
                webhook._queue()
        except psycopg2.IntegrityError:
            return "A webhook came twice at once"
        return "A webhook was stored"
