import hashlib
import hmac
import json
from urllib.parse import urlsplit

from werkzeug.test import Client

from odoo import http
from odoo.tests import tagged

from .common import AcmeShopCase
from .samples import sample


@tagged("post_install", "-at_install")
class TestWebhook(AcmeShopCase):
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

    def deliver(self, record, secret="test-webhook-secret"):
        """Send a delivery as the system does; return the answer."""
        body = json.dumps(record).encode()
        digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
        return self.post(
            self.get_address(),
            body,
            {
                "Content-Type": "application/json",
                "X-AcmeShop-Topic": "customer.created",
                "X-AcmeShop-Signature": digest.hex(),
            },
        )

    def get_webhooks(self):
        return self.env["generic.webhook"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )

    def test_delivery(self):
        """A signed delivery is stored, answered, and then imports its record."""
        record = sample("customer")
        self.mock.add("customer", record)
        answer = self.deliver(record)
        self.assertEqual(answer.status_code // 100, 2)
        self.run_jobs()
        self.assertEqual(self.get_webhooks().processing_status, "processed")
        self.assertEqual(len(self.get_bindings("acme_shop.res.partner")), 1)

    def test_bad_signature(self):
        """A wrong signature is refused; nothing of it is kept but a line."""
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            answer = self.deliver(sample("customer"), secret="wrong")
        self.assertEqual(answer.status_code, 401)
        self.assertFalse(self.get_webhooks())
        exchange = self.env["generic.exchange"].search([], limit=1)
        self.assertEqual((exchange.direction, exchange.status), ("in", 401))
        self.assertNotIn(self.backend.webhook_token, exchange.path)

    def test_replay(self):
        """A repeat is answered and does nothing, even with another delivery id."""
        record = sample("customer")
        self.mock.add("customer", record)
        self.deliver(record)
        answer = self.deliver(record)
        self.assertEqual(answer.status_code // 100, 2)
        self.assertEqual(len(self.get_webhooks()), 1)
