import base64
import hashlib
import hmac
import time

from odoo.tests.common import BaseCase

from ..controllers.webhook_controller import GenericWebhookController

BODY = b'{"id": 7, "name": "\xc3\xa4"}'


class TestSignatures(BaseCase):
    def setUp(self):
        super().setUp()
        self.controller = GenericWebhookController()
        self.backend = {"secret": "whsec"}

    def sign(self, data, algorithm=hashlib.sha256):
        return hmac.new(b"whsec", data, algorithm)

    def verify(self, scheme, headers, body=BODY):
        return self.controller._verify(self.backend, scheme, headers, body)

    def test_base64_over_the_raw_body(self):
        scheme = {
            "signature": {
                "kind": "hmac",
                "header": ("X-Sign", "x-other"),
                "encoding": "base64",
                "secret": "secret",
            }
        }
        good = base64.b64encode(self.sign(BODY).digest()).decode()
        self.assertTrue(self.verify(scheme, {"X-Sign": good}))
        self.assertTrue(self.verify(scheme, {"x-other": good}))
        self.assertFalse(self.verify(scheme, {"X-Sign": good}, BODY + b" "))
        for bad in ("", "ä", "AAAA", good[:-4], good.lower()):
            self.assertFalse(self.verify(scheme, {"X-Sign": bad}), bad)
        self.assertFalse(self.verify(scheme, {}))
        # A backend without a secret accepts nothing.
        self.backend = {"secret": False}
        empty = base64.b64encode(hmac.new(b"", BODY, hashlib.sha256).digest()).decode()
        self.assertFalse(self.verify(scheme, {"X-Sign": empty}))

    def test_hex_with_prefix(self):
        scheme = {
            "signature": {
                "kind": "hmac",
                "header": "X-Sign",
                "encoding": "hex",
                "algorithm": "sha1",
                "secret": "secret",
            }
        }
        good = self.sign(BODY, hashlib.sha1).hexdigest()
        self.assertTrue(self.verify(scheme, {"X-Sign": good}))
        self.assertTrue(self.verify(scheme, {"X-Sign": f"sha1={good}"}))
        self.assertFalse(self.verify(scheme, {"X-Sign": "zz"}))

    def test_signed_time(self):
        scheme = {
            "signature": {
                "kind": "hmac",
                "header": "X-Sign",
                "encoding": "hex",
                "payload": "{timestamp}.{body}",
                "secret": "secret",
                "fields": {"timestamp": "t", "signature": "v1"},
                "tolerance": 300,
            }
        }

        def header(moment):
            signed = f"{moment}.".encode() + BODY
            return {"X-Sign": f"t={moment},v1=00,v1={self.sign(signed).hexdigest()}"}

        now = int(time.time())
        self.assertTrue(self.verify(scheme, header(now)))
        self.assertFalse(self.verify(scheme, header(now - 301)))
        late = header(now - 301)["X-Sign"].replace(f"t={now - 301}", f"t={now}")
        self.assertFalse(self.verify(scheme, {"X-Sign": late}))

    def test_time_in_a_header_of_its_own(self):
        scheme = {
            "signature": {
                "kind": "hmac",
                "header": "X-Sign",
                "encoding": "hex",
                "payload": "{timestamp}{body}",
                "secret": "secret",
            },
            "timestamp": {"header": "X-Time"},
            "tolerance": 60,
        }
        moment = str(int(time.time() * 1000))
        good = self.sign(moment.encode() + BODY).hexdigest()
        self.assertTrue(self.verify(scheme, {"X-Sign": good, "X-Time": moment}))
        self.assertFalse(self.verify(scheme, {"X-Sign": good}))

    def test_token(self):
        scheme = {"signature": {"kind": "token", "header": "X-T", "secret": "secret"}}
        self.assertTrue(self.verify(scheme, {"X-T": "whsec"}))
        self.assertFalse(self.verify(scheme, {"X-T": "whse"}))
        self.assertFalse(self.verify(scheme, {}))

    def test_ping(self):
        scheme = {
            "signature": {"kind": "hmac", "header": "X-Sign", "secret": "secret"},
            "topic": {"header": "X-Topic"},
            "handshake": {"kind": "ping", "encoding": "form", "key": "webhook_id"},
        }
        is_ping = self.controller._is_ping
        self.assertTrue(is_ping(scheme, {}, b"webhook_id=7"))
        for headers, body in (
            ({"X-Sign": "x"}, b"webhook_id=7"),
            ({"X-Topic": "order.created"}, b"webhook_id=7"),
            ({}, b"webhook_id=7&id=1"),
            ({}, b"id=1"),
            ({}, b""),
            ({}, BODY),
        ):
            self.assertFalse(is_ping(scheme, headers, body), body)
        scheme["handshake"]["encoding"] = "json"
        self.assertTrue(is_ping(scheme, {}, b'{"webhook_id": 7}'))
        self.assertFalse(is_ping(scheme, {}, b"webhook_id=7"))
        self.assertFalse(is_ping({}, {}, b"webhook_id=7"))

    def test_rules(self):
        read = self.controller._read
        self.assertEqual(read({"header": "X"}, {"X": "a"}, None), "a")
        self.assertEqual(read({"body": "a.b"}, {}, {"a": {"b": 0}}), "0")
        self.assertEqual(read({"body": "a.b"}, {}, None), "")
        self.assertEqual(read(None, {}, {}), "")
        self.assertIsNone(self.controller._decode(b"[1]"))
        self.assertIsNone(self.controller._decode(b"a=1"))
