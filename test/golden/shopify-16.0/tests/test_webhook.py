import base64
import hashlib
import hmac
import json
from urllib.parse import urlsplit

from werkzeug.test import Client

from odoo import http
from odoo.tests import tagged

from .common import ShopifyCase
from .samples import sample


@tagged("post_install", "-at_install")
class TestWebhook(ShopifyCase):
    def post(self, path, body, headers):
        """Send a request to this Odoo, in this process; return its answer."""
        session = http.root.session_store.new()
        session.update(http.get_default_session(), db=self.env.cr.dbname)
        http.root.session_store.save(session)
        # During tests Odoo answers only requests that carry the test's own key.
        self.http_request_key = "webhook"
        cookies = f"session_id={session.sid}; test_request_key={self.http_request_key}"
        self.env.flush_all()
        answer = Client(http.root, use_cookies=False).post(
            path,
            data=body,
            headers={**headers, "Cookie": cookies},
        )
        self.env.invalidate_all()
        return answer

    def get_address(self):
        """Return the path of the backend's own address."""
        return urlsplit(self.backend.webhook_url).path

    def deliver(
        self, record, secret="test-webhook-secret", route="/shopify/webhook", **headers
    ):
        """Send a delivery as the system does; return the answer."""
        body = json.dumps(record).encode()
        digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
        return self.post(
            route,
            body,
            {
                "Content-Type": "application/json",
                "X-Shopify-Topic": "products/create",
                "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(),
                "X-Shopify-Shop-Domain": "my-shop.myshopify.com",
                "X-Shopify-Webhook-Id": "delivery-1",
                **headers,
            },
        )

    def get_webhooks(self):
        return self.env["generic.webhook"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )

    def test_delivery(self):
        """A signed delivery is stored, answered, and then imports its record."""
        record = sample("product")
        self.mock.add("product", record)
        answer = self.deliver(record)
        self.assertEqual(answer.status_code // 100, 2)
        self.run_jobs()
        self.assertEqual(self.get_webhooks().processing_status, "processed")
        self.assertEqual(len(self.get_bindings("shopify.product.template")), 1)

    def test_own_address(self):
        """The address on the backend's form needs nothing that names the sender."""
        record = sample("product")
        answer = self.deliver(
            record, route=self.get_address(), **{"X-Shopify-Shop-Domain": ""}
        )
        self.assertEqual(answer.status_code // 100, 2)
        self.assertEqual(len(self.get_webhooks()), 1)

    def test_bad_signature(self):
        """A wrong signature is refused; nothing of it is kept but a line."""
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            answer = self.deliver(sample("product"), secret="wrong")
        self.assertEqual(answer.status_code, 401)
        self.assertFalse(self.get_webhooks())
        exchange = self.env["generic.exchange"].search([], limit=1)
        self.assertEqual((exchange.direction, exchange.status), ("in", 401))
        self.assertNotIn(self.backend.webhook_token, exchange.path)

    def test_unknown_sender(self):
        """An unknown sender gets the same answer as a wrong signature."""
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            answer = self.deliver(
                sample("product"), **{"X-Shopify-Shop-Domain": "unknown"}
            )
        self.assertEqual(answer.status_code, 401)
        self.assertFalse(self.get_webhooks())

    def test_replay(self):
        """A repeat is answered and does nothing, even with another delivery id."""
        record = sample("product")
        self.mock.add("product", record)
        self.deliver(record)
        answer = self.deliver(record, **{"X-Shopify-Webhook-Id": "delivery-2"})
        self.assertEqual(answer.status_code // 100, 2)
        self.assertEqual(len(self.get_webhooks()), 1)
