import base64
import hashlib
import hmac
import time
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import quote

from odoo.tests.common import tagged
from odoo.tools import mute_logger

from .. import auth as auth_module
from ..components import adapter as adapter_module
from ..exceptions import (
    AuthenticationError,
    ConfigurationError,
    MissingRecordError,
    OutcomeUnknownError,
    RateLimitError,
    RemoteError,
    RemoteRetryableError,
)
from ..http import HttpSession
from ..tools import own_cursor
from .common import ConnectorCase, MockServer


class FakeBackend(dict):
    """What an adapter asks a backend for."""

    _base_url_template = "https://{shop}/api"
    generic_backend_id = SimpleNamespace(id=0)
    connect_timeout = 2
    read_timeout = 2
    total_timeout = 20
    request_retries = 2
    requests_per_second = 0
    breaker_threshold = 0
    breaker_cooldown = 60
    max_response_size = 1
    page_size = 0
    display_name = "Fake"
    audit_days = 0
    is_debugging = False

    @property
    def _fields(self):
        return {
            name: SimpleNamespace(type="char", groups="secret" if name == "key" else "")
            for name in self
        }

    @property
    def base_url(self):
        return self.get("base_url")

    def sudo(self):
        return self

    def _get_secret_values(self):
        return [self["key"]]

    def _get_placeholder(self, name):
        return self.get(name)


@tagged("post_install", "-at_install")
class TestAdapter(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.backend = FakeBackend(
            base_url=self.server.url, key="top-secret", shop="shop.example.com"
        )
        work = SimpleNamespace(
            env=self.env, collection=self.backend, http=HttpSession(), cache={}
        )
        self.addCleanup(work.http.close)
        self.adapter = self._components_registry["generic.adapter"](work)
        self.adapter._auth = {"kind": "header", "header": "X-Key", "value": "{key}"}
        self.adapter._errors = {"path": "errors"}
        muted = mute_logger("odoo.addons.generic_connector.components.adapter")
        muted.__enter__()
        self.addCleanup(muted.__exit__, None, None, None)
        self.sleeps = []
        sleep = patch.object(adapter_module.time, "sleep", self.sleeps.append)
        sleep.start()
        self.addCleanup(sleep.stop)

    def test_auth_kinds(self):
        self.server.reply("GET /x", {})
        for auth, header, value in (
            (
                {"kind": "bearer", "token": "{key}"},
                "Authorization",
                "Bearer top-secret",
            ),
            (
                {"kind": "basic", "username": "u", "password": "{key}"},
                "Authorization",
                "Basic dTp0b3Atc2VjcmV0",
            ),
            (
                {"kind": "header", "header": "X-Key", "value": "k {key}"},
                "X-Key",
                "k top-secret",
            ),
        ):
            self.adapter._auth = auth
            self.adapter.get("/x")
            self.assertEqual(self.server.requests[-1].headers[header], value)
        self.adapter._auth = {"kind": "query", "params": {"token": "{key}"}}
        self.adapter.get("/x", params={"a": 1})
        self.assertEqual(
            self.server.requests[-1].query, {"a": "1", "token": "top-secret"}
        )

    def test_oauth1_example_of_the_rfc(self):
        """RFC 5849, section 1.2: a signature that others have calculated."""
        config = {
            "signature_method": "HMAC-SHA1",
            "consumer_key": "dpf43f3p2l4k3l03",
            "consumer_secret": "kd94hf93k423kf44",
            "token": "nnch734d00sl2jdk",
            "token_secret": "pfkkdhi9sl3r4s00",
            "realm": "Photos",
        }
        with (
            patch.object(auth_module.time, "time", lambda: 137131202),
            patch.object(auth_module.secrets, "token_hex", lambda size: "chapoH"),
        ):
            headers, params = auth_module.SIGNERS["oauth1"](
                config,
                str,
                "GET",
                "http://photos.example.net/photos",
                {"file": "vacation.jpg", "size": "original"},
            )
        self.assertFalse(params)
        self.assertTrue(headers["Authorization"].startswith('OAuth realm="Photos", '))
        self.assertIn(
            'oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"',
            headers["Authorization"],
        )

    def get_oauth1_signature(self, request):
        """Return the signature that a request has to have, calculated our own way."""
        pairs = sorted(
            (quote(name, safe="-._~"), quote(value, safe="-._~"))
            for name, value in request.query.items()
            if name != "oauth_signature"
        )
        listed = "&".join("=".join(pair) for pair in pairs)
        parts = (request.method, self.server.url + request.path, listed)
        base = "&".join(quote(part, safe="-._~") for part in parts)
        digest = hmac.digest(b"top-secret&", base.encode(), hashlib.sha256)
        return base64.b64encode(digest).decode()

    def test_oauth1_signs_every_try_and_all_parameters(self):
        answers = iter([(503, {"Retry-After": "0"}, {}), (200, {}, [])])
        self.server.reply("GET /x", lambda request: next(answers))
        self.adapter._auth_alternatives = (
            {"field": "signed", "equals": False, "auth": {"kind": "none"}},
            {
                "field": "signed",
                "equals": True,
                "auth": {
                    "kind": "oauth1",
                    "signature_method": "HMAC-SHA256",
                    "consumer_key": "ck",
                    "consumer_secret": "{key}",
                    "placement": "query",
                },
            },
        )
        self.backend["signed"] = True
        self.adapter.get("/x?force=true", params={"page": 2, "q": "ä & b/c+d ~"})
        self.assertEqual(len(self.server.requests), 2)
        nonces = set()
        for request in self.server.requests:
            self.assertEqual(request.query["q"], "ä & b/c+d ~")
            self.assertEqual(request.query["force"], "true")
            self.assertEqual(request.query["oauth_consumer_key"], "ck")
            self.assertNotIn("top-secret", str(request))
            self.assertEqual(
                request.query["oauth_signature"], self.get_oauth1_signature(request)
            )
            nonces.add(request.query["oauth_nonce"])
        self.assertEqual(len(nonces), 2)
        # What is signed may go over an open network, what is not may not.
        self.backend["base_url"] = "http://shop.example.com"
        self.assertEqual(self.adapter.build_url("a"), "http://shop.example.com/a")
        self.backend["signed"] = False
        with self.assertRaises(ConfigurationError):
            self.adapter.build_url("a")

    def test_error_with_a_code(self):
        self.adapter._errors = {"path": "message", "code": "code"}
        body = {"code": "invalid_sku", "message": "SKU is taken.", "data": {"x": 1}}
        self.server.reply("POST /x", body, 400)
        with self.assertRaisesRegex(
            RemoteError, r"^HTTP 400: SKU is taken\. \(invalid_sku\)$"
        ):
            self.adapter.post("/x", data={})

    def test_a_code_that_means_missing(self):
        self.adapter._errors = {"path": "message", "code": "code", "missing": ["gone"]}
        self.server.reply("PUT /x", {"code": "gone", "message": "Invalid ID."}, 400)
        with self.assertRaises(MissingRecordError):
            self.adapter.put("/x", data={})
        for body in ({"code": "bad"}, ["gone"]):
            self.server.reply("PUT /x", body, 400)
            with self.assertRaises(RemoteError) as caught:
                self.adapter.put("/x", data={})
            self.assertNotIsInstance(caught.exception, MissingRecordError)

    def test_addresses(self):
        self.assertEqual(self.adapter.build_url("/a/b"), f"{self.server.url}/a/b")
        self.backend["base_url"] = ""
        self.assertEqual(self.adapter.build_url("a"), "https://shop.example.com/api/a")
        with self.assertRaises(RemoteError):
            self.adapter.build_url("https://evil.example.com/api/a")
        self.backend["base_url"] = "http://shop.example.com"
        with self.assertRaises(ConfigurationError):
            self.adapter.build_url("a")
        self.backend["base_url"] = "nonsense"
        with self.assertRaises(ConfigurationError):
            self.adapter.build_url("a")

    def test_statuses(self):
        for status, error in (
            (400, RemoteError),
            (401, AuthenticationError),
            (403, AuthenticationError),
            (404, MissingRecordError),
            (410, MissingRecordError),
            (408, RemoteRetryableError),
            (422, RemoteError),
            (425, RemoteRetryableError),
            (429, RateLimitError),
            (500, RemoteRetryableError),
            (503, RemoteRetryableError),
        ):
            self.server.reply("GET /x", {"errors": {"name": ["is bad"]}}, status)
            with self.assertRaises(error) as caught:
                self.adapter.get("/x")
            self.assertIs(type(caught.exception), error)
            self.assertIn("name: is bad", str(caught.exception))

    def test_only_safe_requests_are_repeated(self):
        self.server.reply("GET /x", {}, 500)
        with self.assertRaises(RemoteRetryableError):
            self.adapter.get("/x")
        self.assertEqual(self.server.count("GET", "/x"), 3)
        self.assertTrue(all(0 <= wait <= 1 for wait in self.sleeps))
        self.server.reply("POST /x", {}, 500)
        with self.assertRaises(OutcomeUnknownError):
            self.adapter.post("/x", data={})
        self.assertEqual(self.server.count("POST", "/x"), 1)
        self.adapter._idempotency = {"header": "Idempotency-Key"}
        # Its repeat is safe with the same key only: who makes a new one must know.
        with self.assertRaises(OutcomeUnknownError):
            self.adapter.post("/x", data={}, idempotency_key="k")
        self.assertEqual(self.server.count("POST", "/x"), 4)
        self.assertEqual(self.server.requests[-1].headers["Idempotency-Key"], "k")

    def test_a_repeat_that_works(self):
        answers = iter([(500, {}, {}), (200, {}, {"ok": 1})])
        self.server.reply("GET /x", lambda request: next(answers))
        self.assertEqual(self.adapter.get("/x"), {"ok": 1})

    def test_retry_after(self):
        self.server.reply("GET /x", {}, 429, {"Retry-After": "0.5"})
        self.catch(RateLimitError, self.adapter.get, "/x")
        self.assertEqual(self.server.count("GET", "/x"), 3)
        self.assertEqual(len(self.sleeps), 2)
        self.assertTrue(all(0 < wait <= 0.5 for wait in self.sleeps))
        in_a_minute = format_datetime(
            datetime.now(timezone.utc) + timedelta(seconds=60), usegmt=True
        )
        for value, least, most in (
            ("30", 30, 60),
            (in_a_minute, 58, 90),
            ("1" * 400, 86000, 86500),
        ):
            self.env["generic.gate"]._reset(0)
            self.server.requests.clear()
            self.server.reply("GET /x", {}, 429, {"Retry-After": value})
            error = self.catch(RateLimitError, self.adapter.get, "/x")
            # Longer than a worker waits: the job goes back, and loses no try.
            self.assertGreaterEqual(error.seconds, least)
            self.assertLessEqual(error.seconds, most)
            self.assertTrue(error.ignore_retry)
            self.assertEqual(self.server.count("GET", "/x"), 1)
            # Nobody sends anything until then.
            self.catch(RateLimitError, self.adapter.get, "/y")
            self.assertEqual(self.server.count("GET", "/y"), 0)

    def test_retry_after_of_an_outage(self):
        self.server.reply("GET /x", {}, 503, {"Retry-After": "30"})
        error = self.catch(RemoteRetryableError, self.adapter.get, "/x")
        self.assertEqual(error.seconds, 30)
        self.assertFalse(error.ignore_retry)
        self.catch(RateLimitError, self.adapter.get, "/y")
        self.assertEqual(len(self.server.requests), 1)

    def test_what_was_refused_may_be_repeated(self):
        answers = iter([(429, {}, {}), (201, {}, {"ok": 1})])
        self.server.reply("POST /x", lambda request: next(answers))
        self.assertEqual(self.adapter.post("/x", data={}), {"ok": 1})
        self.assertEqual(len(self.sleeps), 1)
        self.assertTrue(0 < self.sleeps[0] <= 1)

    def go_on(self):
        """End all waits of the gate."""
        with own_cursor(self.env) as cr:
            cr.execute("UPDATE generic_gate SET blocked_until = NULL")

    def test_refusals_that_say_nothing_grow(self):
        self.server.reply("GET /x", {}, 429)
        waits = []
        for _number in range(8):
            self.go_on()
            error = self.catch(RateLimitError, self.adapter._request, "GET", "/x")
            waits.append(error.seconds)
        self.assertGreater(max(waits), 30)
        self.assertLessEqual(max(waits), 90)
        self.server.reply("GET /x", {})
        self.go_on()
        self.adapter.get("/x")
        self.assertEqual(self.env["generic.gate"]._get_all([0])[0].refusals, 0)

    def test_total_deadline(self):
        self.backend.request_retries = 100
        self.backend.total_timeout = 1
        self.server.reply("GET /x", {}, 500)
        start = time.monotonic()
        with (
            patch.object(adapter_module.time, "sleep", adapter_wait),
            self.assertRaises(RemoteRetryableError),
        ):
            self.adapter.get("/x")
        self.assertLess(time.monotonic() - start, 1.5)
        self.assertLess(self.server.count("GET", "/x"), 50)

    def test_answers_that_trickle(self):
        """Each packet comes in time, and the whole never."""
        self.backend.total_timeout = 1
        self.backend.request_retries = 0
        self.server.reply("GET /x", [1] * 50, headers={"X-Trickle": "0.1"})
        start = time.monotonic()
        with self.assertRaises(RemoteRetryableError) as caught:
            self.adapter.get("/x")
        self.assertEqual(str(caught.exception), "The answer took too long.")
        self.assertLess(time.monotonic() - start, 3)

    def test_unreadable_answers(self):
        self.server.reply("GET /x", b"<html>busy</html>")
        with self.assertRaises(RemoteRetryableError):
            self.adapter.get("/x")
        self.server.reply("POST /x", b'{"a":')
        with self.assertRaises(OutcomeUnknownError):
            self.adapter.post("/x", data={})
        self.server.reply("GET /x", b'{"a": 1}', headers={"Content-Length": "99"})
        with self.assertRaises(RemoteRetryableError):
            self.adapter.get("/x")
        self.server.reply("GET /x", b"")
        self.assertIsNone(self.adapter.get("/x"))

    def test_network_failures(self):
        self.backend["base_url"] = "http://127.0.0.1:9"
        with self.assertRaises(RemoteRetryableError) as caught:
            self.adapter.get("/x", params={"token": "top-secret"})
        self.assertNotIn("top-secret", str(caught.exception))

    def test_read_timeout(self):
        self.backend.read_timeout = 0.2
        self.backend.request_retries = 0
        release = []

        def slow(request):
            end = time.monotonic() + 2
            while not release and time.monotonic() < end:
                adapter_wait(0.01)
            return {}

        self.server.reply("GET /x", slow)
        with self.assertRaises(RemoteRetryableError):
            self.adapter.get("/x")
        release.append(True)

    def test_large_answers_are_refused(self):
        self.server.reply("GET /x", b"[" + b" " * (1024 * 1024 + 1) + b"]")
        with self.assertRaises(RemoteError):
            self.adapter.get("/x")

    def test_redirects(self):
        self.server.reply("GET /a", b"", 302, {"Location": "/b"})
        self.server.reply("GET /b", {"b": 1})
        self.assertEqual(self.adapter.get("/a"), {"b": 1})
        other = MockServer()
        self.addCleanup(other.close)
        other.reply("GET /b", {})
        self.server.reply("GET /a", b"", 302, {"Location": f"{other.url}/b"})
        with self.assertRaises(RemoteError):
            self.adapter.get("/a")
        self.assertFalse(other.requests)
        self.server.reply("POST /a", b"", 302, {"Location": "/b"})
        with self.assertRaises(RemoteError):
            self.adapter.post("/a", data={})

    def test_secrets_stay_secret(self):
        self.server.reply("GET /x", {"errors": "top-secret is no key"}, 401)
        with self.assertRaises(AuthenticationError) as caught:
            self.adapter.get("/x")
        self.assertEqual(str(caught.exception), "HTTP 401: *** is no key")

    def test_entities(self):
        self.adapter._pagination = {"kind": "offset", "size": 2, "size_param": "limit"}
        self.adapter._resources = {
            "item": {
                "list": "GET /items",
                "get": "GET /items/{id}",
                "create": "POST /items",
                "update": "PUT /items/{id}",
                "search": "GET /search?q={name}",
                "list_key": "items",
                "item_key": "item",
                "request_key": "item",
                "params": {"shop": "{shop}"},
                "filter": {"param": "since", "format": "unix"},
            }
        }
        rows = [{"id": number} for number in range(5)]

        def listed(request):
            start = int(request.query["offset"])
            return {"items": rows[start : start + 2]}

        self.server.reply("GET /items", listed)
        filters = {"since": "1970-01-01T00:01:00Z", "color": "red"}
        self.assertEqual(list(self.adapter._iter_all("item", filters)), rows)
        self.assertEqual(
            self.server.requests[0].query,
            {
                "shop": "shop.example.com",
                "limit": "2",
                "offset": "0",
                "since": "60",
                "color": "red",
            },
        )
        self.server.reply("GET /items/a%2Fb", {"item": {"id": "a/b"}})
        self.assertEqual(self.adapter._read("item", "a/b"), {"id": "a/b"})
        self.server.reply("POST /items", {"item": {"id": 7}}, 201)
        self.assertEqual(self.adapter._create("item", {"n": 0}), {"id": 7})
        self.assertEqual(self.server.requests[-1].body, {"item": {"n": 0}})
        self.server.reply("GET /search", {"items": [{"id": 1}]})
        self.assertEqual(self.adapter._search("item", {"name": "a&b"}), [{"id": 1}])
        self.assertEqual(self.server.requests[-1].query, {"q": "a&b"})
        self.assertEqual(
            self.adapter._read_many("item", ["a/b", "gone"]), {"a/b": {"id": "a/b"}}
        )

    def test_parts_of_a_record(self):
        self.adapter._pagination = {"kind": "page", "size": 2, "size_param": "limit"}
        rows = [{"id": number} for number in range(5)]

        def listed(request):
            # One more comes up while we page.
            start = max(0, (int(request.query["page"]) - 1) * 2 - 1)
            return {"refunds": rows[start : start + 2]}

        self.server.reply("GET /orders/7/refunds", listed)
        self.server.reply("GET /orders/8/refunds", {"refunds": rows[:2]})
        self.server.reply("GET /orders/9/refunds", {"refunds": "none"})

        def read(order, **config):
            return self.adapter._read_parts(
                "GET /orders/{id}/refunds?sort=id",
                {"id": order},
                order,
                {"path": "refunds", **config},
            )

        self.assertEqual(read("7"), rows)
        self.assertEqual(
            self.server.requests[-1].query, {"sort": "id", "page": "4", "limit": "2"}
        )
        # Always the same page: this system does not page here.
        self.assertEqual(read("8"), rows[:2])
        self.assertEqual(self.server.requests[-1].query["page"], "2")
        self.assertEqual(read("8", pagination={"kind": "none"}), rows[:2])
        self.assertEqual(self.server.requests[-1].query, {"sort": "id"})
        self.assertEqual(read("gone"), [])
        with self.assertRaises(RemoteError):
            read("9")

    def test_pages_that_do_not_advance(self):
        self.adapter._pagination = {
            "kind": "cursor",
            "next": "next",
            "cursor_param": "c",
        }
        self.adapter._resources = {"item": {"list": "GET /items", "list_key": "items"}}
        self.server.reply("GET /items", {"items": [{"id": 1}], "next": "same"})
        with self.assertRaises(RemoteRetryableError):
            list(self.adapter._iter_all("item"))

    def test_a_list_that_shrinks_while_it_is_read(self):
        self.adapter._pagination = {"kind": "page", "size": 2, "total_path": "total"}
        self.adapter._resources = {"item": {"list": "GET /items", "list_key": "items"}}
        rows = [{"id": number} for number in range(5)]

        def listed(request):
            number = int(request.query["page"])
            if number == 2 and len(rows) == 5:
                del rows[0]
            return {"items": rows[number * 2 - 2 : number * 2], "total": len(rows)}

        self.server.reply("GET /items", listed)
        found = [record["id"] for record in self.adapter._iter_all("item")]
        # 2 has moved onto the first page.
        self.assertEqual(found, [0, 1, 3, 4, 1, 2, 3, 4])

    def test_a_page_that_comes_twice(self):
        self.adapter._pagination = {"kind": "page", "size": 2, "total_path": "total"}
        self.adapter._resources = {"item": {"list": "GET /items", "list_key": "items"}}
        self.server.reply("GET /items", {"items": [{"id": 1}, {"id": 2}], "total": 4})
        with self.assertRaises(RemoteRetryableError):
            list(self.adapter._iter_all("item"))


#: the real one: the module's is replaced while a test runs
adapter_wait = time.sleep
