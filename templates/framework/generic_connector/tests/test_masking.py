import json
import logging
import time
from types import SimpleNamespace

from odoo.tests.common import BaseCase

from ..log import log, log_put_back
from ..masking import MASK, MAX_BODY, Masker, mask_text

_logger = logging.getLogger(__name__)


class TestMasking(BaseCase):
    def test_texts(self):
        for text, masked in (
            ("j.doe+x@example.co.uk has it", "*** has it"),
            ("/customers?email=jo%40example.com", "/customers?email=***"),
            ("call +49 (30) 123-456 78 now", "call *** now"),
            ("call (030) 1234567", "call ***"),
            ("call 030/1234567 or 555-123-4567", "call *** or ***"),
            ("Authorization: Bearer abcdef123456", "Authorization: Bearer ***"),
            ("https://ck_1:cs_2@shop.example.com/x", "https://***@shop.example.com/x"),
            ("the key is s3cr3t!", "the key is ***"),
        ):
            self.assertEqual(mask_text(text, ["s3cr3t!"]), masked)
        for text in (
            "Order 1001 of 2026-01-02T03:04:05Z",
            "/products/7940012345/variants/12.json",
            "01/02/2026 10:00",
            "+5 in stock, 12345678901234",
        ):
            self.assertEqual(mask_text(text), text)

    def test_payloads(self):
        order = {
            "id": 7,
            "order_number": "1001",
            "email": "jo@example.com",
            "browser_ip": "192.0.2.1",
            "checkout_token": "abcd",
            "total_tax": "1.90",
            "name": "#1001",
            "title": "Ring at jo@example.com",
            "note": "For Jo's birthday",
            "customer": {"id": 9, "name": "Jo", "orders_count": 3, "state": "enabled"},
            "billing": {
                "id": 4,
                "company": "Jo Ltd",
                "country": "DE",
                "first_name": "",
            },
            "shipping_lines": [{"title": "DHL", "price": "5.00"}],
            "customer_addresses": [{"address1": "Main St 1", "lat": 52.5}],
            "contactPhones": ["030 1234"],
            "line_items": [{"name": "A shirt", "sku": "S-1", "properties": []}],
            "refunded": False,
            "apiKey": "k",
            "fulfilment_address": "Main St 1",
        }
        masked = Masker().data(order)
        self.assertEqual(
            masked,
            {
                **order,
                "email": MASK,
                "browser_ip": MASK,
                "checkout_token": MASK,
                "title": f"Ring at {MASK}",
                "note": MASK,
                "customer": {**order["customer"], "name": MASK},
                "billing": {
                    "id": 4,
                    "company": MASK,
                    "country": MASK,
                    "first_name": "",
                },
                "customer_addresses": [{"address1": MASK, "lat": MASK}],
                "contactPhones": [MASK],
                "apiKey": MASK,
                "fulfilment_address": MASK,
            },
        )

    def test_people(self):
        """A record of somebody has a name of its own, an article's is shown."""
        answer = {"data": [{"id": 7, "name": "Jo", "tags": [{"name": "vip"}]}]}
        self.assertEqual(Masker().data(answer), answer)
        self.assertEqual(
            Masker().data(answer, is_person=True),
            {"data": [{"id": 7, "name": MASK, "tags": [{"name": "vip"}]}]},
        )
        self.assertEqual(
            Masker().data({"customers": [{"name": "Jo"}]}),
            {"customers": [{"name": MASK}]},
        )

    def test_fields_of_the_spec(self):
        masker = Masker(fields=("loyalty_number", "customer.code"))
        self.assertEqual(
            masker.data(
                {
                    "Loyalty_Number": 12,
                    "code": "A",
                    "customer": {"code": "B", "groups": [{"loyalty_number": {"a": 1}}]},
                }
            ),
            {
                "Loyalty_Number": MASK,
                "code": "A",
                "customer": {"code": MASK, "groups": [{"loyalty_number": MASK}]},
            },
        )

    def test_paths(self):
        masker = Masker(["top-secret"])
        self.assertEqual(
            masker.path("/a/jo%40x.de?limit=5", {"phone": "1", "key": "top-secret"}),
            "/a/***?limit=5&phone=***&key=***",
        )
        self.assertEqual(masker.path("/a", {"name": "Jo"}, True), "/a?name=***")
        self.assertEqual(len(masker.path("/" + "a" * 9999)), 501)

    def test_bodies(self):
        masker = Masker(["top-secret"])
        self.assertFalse(masker.body(b""))
        self.assertFalse(masker.body(None))
        self.assertEqual(
            json.loads(masker.body(b'{"a": "top-secret", "b": 1}')),
            {"a": MASK, "b": 1},
        )
        self.assertEqual(masker.body(b"webhook_id=7&email=a"), "webhook_id=7&email=***")
        self.assertEqual(
            masker.body(b"<p>top-secret of jo@example.com</p>"), "<p>*** of ***</p>"
        )
        self.assertEqual(len(masker.body(json.dumps(["x"] * MAX_BODY).encode())), 20001)
        deep = "x"
        for _level in range(5000):
            deep = [deep]
        self.assertIn(MASK, masker.body(deep))


class TestLog(BaseCase):
    def test_a_line_says_who_what_and_how_long(self):
        backend = SimpleNamespace(display_name='My "shop"\nERROR x')
        with self.assertLogs(_logger, logging.INFO) as logs:
            log(
                _logger,
                logging.WARNING,
                backend,
                "Refused:\n%s",
                "jo@example.com exists",
                entity="partner",
                external_id="7\n8",
                started=time.monotonic() - 0.5,
            )
            log(_logger, logging.INFO, "x.backend", "100 %")
        first, second = (record.getMessage() for record in logs.records)
        self.assertRegex(
            first,
            r'^Refused: \*\*\* exists \[backend="My \\"shop\\"\\nERROR x" '
            r"entity=partner id=78 ms=5\d\d\]$",
        )
        self.assertEqual(second, '100 % [backend="x.backend" entity=- id=- ms=-]')

    def test_what_is_tried_again_is_a_warning(self):
        work = SimpleNamespace(
            collection="x", started=None, model=SimpleNamespace(_entity="order")
        )
        error = SimpleNamespace(seconds=7)
        with self.assertLogs(_logger, logging.INFO) as logs:
            log_put_back(_logger, work, error, external_id="1")
        record = logs.records[0]
        self.assertEqual(record.levelname, "WARNING")
        self.assertIn("It is tried again in 7 s: ", record.getMessage())
        self.assertIn("entity=order id=1 ms=-]", record.getMessage())
