import json
import time
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

import psycopg2

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests.common import new_test_user, tagged

from ..exceptions import RemoteError, RemoteRetryableError
from ..http import HttpSession
from ..models import generic_exchange
from .common import ConnectorCase
from .test_adapter import FakeBackend


@tagged("post_install", "-at_install")
class TestExchange(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.shared = self.env["generic.backend"].create({"name": "Test"})
        self.backend = FakeBackend(base_url=f"{self.server.url}/api", key="top-secret")
        self.set_backend(
            name="Test",
            generic_backend_id=self.shared,
            company_id=self.shared.company_id,
            audit_days=30,
            is_debugging=False,
            request_retries=0,
            _masked_fields=("code",),
            _get_person_entities=lambda: {"partner"},
        )
        self.adapter = self.get_adapter(self.env)

    def set_backend(self, **values):
        vars(self.backend).update(values)

    def get_adapter(self, env):
        work = SimpleNamespace(
            env=env, collection=self.backend, http=HttpSession(), cache={}
        )
        self.addCleanup(work.http.close)
        adapter = self._components_registry["generic.adapter"](work)
        adapter._auth = {"kind": "query", "params": {"api_key": "{key}"}}
        adapter._resources = {
            "product": {
                "list": "GET /products.json",
                "get": "GET /products/{id}.json",
                "create": "POST /products.json",
                "item_key": "product",
            },
            "variant": {
                "get": "GET /products/{parent_id}/variants/{id}",
                "update": "PUT /products/{product}/variants/{id}",
                "id": ["product", "id"],
            },
            "stock": {
                "update": "PUT /products/{id}.json",
                "search": "GET /s?sku={sku}",
            },
            "partner": {"list": "GET /people", "get": "GET /people/{id}"},
        }
        return adapter

    def expect_failure(self, failure, method, *args):
        """Call a method that fails; Odoo's assertRaises would roll the lines back."""
        try:
            method(*args)
        except failure:
            return
        self.fail(f"{method} did not fail")

    def get_lines(self):
        return self.env["generic.exchange"].search(
            [("backend_ref", "=", self.shared.id)], order="id"
        )

    def test_a_request_leaves_a_line(self):
        self.server.reply("GET /api/products/7.json", {"product": {"id": 7}})
        adapter = self.get_adapter(self.env(context={"job_uuid": "uuid-1"}))
        adapter._read("product", "7")
        line = self.get_lines()
        self.assertEqual(
            (line.direction, line.method, line.entity, line.external_id, line.status),
            ("out", "GET", "product", "7", 200),
        )
        self.assertEqual(line.path, "/api/products/7.json?api_key=***")
        self.assertEqual((line.job_uuid, line.user_id), ("uuid-1", self.env.user))
        self.assertEqual(line.response_size, len('{"product": {"id": 7}}'))
        self.assertEqual(line.backend_name, "Test")
        self.assertEqual(line.company_ref, self.shared.company_id.id)
        self.assertLess(fields.Datetime.now() - line.started, timedelta(minutes=5))
        self.assertFalse(line.error or line.request_body or line.response_body)

    def test_a_new_record_has_its_id_from_the_answer(self):
        self.server.reply("POST /api/products.json", {"product": {"id": 8}}, 201)
        self.adapter._create("product", {"title": "A"})
        line = self.get_lines()
        self.assertEqual(
            (line.entity, line.external_id, line.status), ("product", "8", 201)
        )
        self.assertEqual(line.request_size, len('{"title": "A"}'))

    def test_failures(self):
        self.server.reply(
            "GET /api/people", {"errors": "jo@example.com, top-secret"}, status=422
        )
        self.expect_failure(RemoteError, self.adapter._list, "partner", {"name": "Jo"})
        self.server.reply("GET /api/people/7", {}, 503, {"Content-Length": "99"})
        self.expect_failure(RemoteRetryableError, self.adapter._read, "partner", "7")
        self.set_backend(request_retries=2)
        self.backend["base_url"] = "http://127.0.0.1:1/api"
        with (
            patch("time.sleep"),
            self.assertLogs("odoo.addons.generic_connector", "WARNING"),
        ):
            self.expect_failure(
                RemoteRetryableError, self.adapter._read, "partner", "7"
            )
        lines = self.get_lines()
        # Each try is an exchange.
        self.assertEqual(lines.mapped("status"), [422, 503, 0, 0, 0])
        self.assertEqual(lines[0].path, "/api/people?name=***&api_key=***")
        self.assertEqual(lines[0].error, "HTTP 422: errors: ***, ***")
        self.assertTrue(all(lines.mapped("error")))

    def test_who_turns_it_off_gets_none(self):
        self.set_backend(audit_days=0)
        self.server.reply("GET /api/people", [])
        self.adapter._list("partner")
        self.assertFalse(self.get_lines())

    def test_a_database_that_refuses_changes_no_answer(self):
        self.server.reply("GET /api/people", [{"id": 1}])
        exchanges = self.registry["generic.exchange"]
        with (
            patch.object(exchanges, "_insert", side_effect=psycopg2.OperationalError),
            self.assertLogs("odoo.addons.generic_connector", "WARNING") as logs,
        ):
            self.assertEqual(self.adapter._list("partner"), [{"id": 1}])
        self.assertIn("entity=partner", logs.output[0])
        with (
            patch.object(exchanges, "_note", side_effect=ValueError("x")),
            self.assertLogs("odoo.addons.generic_connector", "ERROR"),
        ):
            self.assertEqual(self.adapter._list("partner"), [{"id": 1}])

    def test_debugging_keeps_and_logs_masked_bodies(self):
        self.server.reply(
            "POST /api/products.json",
            {"product": {"id": 8, "title": "A", "vendor_email": "a@b.de", "code": "X"}},
        )
        data = {"title": "A", "secret": "x", "body": "top-secret"}
        self.adapter._create("product", data)
        self.assertFalse(self.get_lines().request_body)
        self.set_backend(is_debugging=True)
        # Whatever level the log has.
        with self.assertLogs(generic_exchange._debug_logger, "DEBUG") as logs:
            self.adapter._create("product", data)
        line = self.get_lines()[1]
        self.assertEqual(
            json.loads(line.request_body),
            {"title": "A", "secret": "***", "body": "***"},
        )
        self.assertEqual(
            json.loads(line.response_body),
            {"product": {"id": 8, "title": "A", "vendor_email": "***", "code": "***"}},
        )
        text = "\n".join(logs.output)
        self.assertRegex(
            text, r'\[backend="Test" entity=product id=8 ms=\d+\]\n.*request_body:\n\{'
        )
        for private in ("top-secret", "a@b.de", '"X"'):
            self.assertNotIn(private, text)

    def test_the_switch(self):
        self.assertFalse(self.shared.is_debugging)
        self.shared.action_debug()
        self.assertTrue(self.shared.is_debugging)
        left = self.shared.debug_until - fields.Datetime.now()
        self.assertAlmostEqual(left.total_seconds(), 3600, delta=60)
        self.shared.action_stop_debug()
        self.assertFalse(self.shared.is_debugging)
        self.shared.debug_until = fields.Datetime.now() - timedelta(minutes=1)
        self.assertFalse(self.shared.is_debugging)

    def test_what_a_request_is_about(self):
        self.adapter.work.model = SimpleNamespace(_entity="order")
        for method, path, found in (
            ("GET", "/api/products.json", ("product", None)),
            ("GET", "/api/products/7.json", ("product", "7")),
            ("GET", "/api/products/7", ("product", "7")),
            ("PUT", "/api/products/7.json", ("stock", "7")),
            ("GET", "/api/products/7/images.json", ("product", "7")),
            ("PUT", "/api/products/7/variants/9", ("variant", "7:9")),
            ("GET", "/api/products/7/variants/9", ("variant", "9")),
            ("GET", "/api/people/a%2Fb%20c", ("partner", "a/b c")),
            ("GET", "/api/s", ("stock", None)),
            ("GET", "/api/productsandmore", ("order", None)),
        ):
            owner = found if found[1] else None
            self.assertEqual(self.adapter._identify(method, path), (found, owner), path)
        self.adapter.work.model._entity = "product"
        self.assertEqual(
            self.adapter._identify("PATCH", "/api/products/7.json")[0], ("product", "7")
        )

    def test_lists_of_parts_are_about_their_owner(self):
        self.adapter._resources["picture"] = {
            "list": "GET /products/{parent_id}/pictures.json",
            "create": "POST /products/{parent_id}/pictures.json",
            "item_key": "picture",
        }
        path = "/api/products/7/pictures.json"
        self.assertEqual(
            self.adapter._identify("GET", path), (("picture", None), ("product", "7"))
        )
        self.server.reply(f"GET {path}", [])
        self.adapter._list("picture", parent_id="7")
        self.server.reply(f"POST {path}", {"picture": {"id": 9}}, 201)
        self.adapter._create("picture", {}, parent_id="7")
        self.assertEqual(
            [(line.entity, line.external_id) for line in self.get_lines()],
            [("product", "7"), ("picture", "9")],
        )

    def note(self, **values):
        exchanges = self.env["generic.exchange"]
        exchanges._note(
            self.backend,
            exchanges._get_masker(self.backend, ()),
            time.monotonic(),
            {"direction": "out", "method": "GET", "path": "/x", **values},
        )
        return self.get_lines()[-1:]

    def test_kept_as_long_as_the_backend_says(self):
        old, new = self.note(), self.note()
        self.env.cr.execute(
            "UPDATE generic_exchange SET started = started - interval '8 day' "
            "WHERE id = %s",
            (old.id,),
        )
        other = self.note()
        self.env.cr.execute(
            "UPDATE generic_exchange SET backend_ref = 0, "
            "started = started - interval '31 day' WHERE id = %s",
            (other.id,),
        )
        exchanges = self.env["generic.exchange"]
        self.shared.audit_days = 9
        exchanges._gc_exchanges()
        self.assertEqual(self.get_lines(), old | new)
        self.assertFalse(other.exists())
        self.shared.audit_days = 7
        exchanges._gc_exchanges()
        self.assertEqual(self.get_lines(), new)
        self.shared.audit_days = 0
        exchanges._gc_exchanges()
        self.assertFalse(self.get_lines())

    def test_goes_with_its_backend(self):
        line = self.note()
        self.shared.unlink()
        self.assertFalse(line.exists())

    def test_managers_of_the_company_only(self):
        line = self.note()
        group = "connector_base_backend.group_connector_{}"
        user = new_test_user(self.env, "exchange-user", group.format("user"))
        manager = new_test_user(self.env, "exchange-manager", group.format("manager"))
        with self.assertRaises(AccessError):
            line.with_user(user).read(["path"])
        with self.assertRaises(AccessError):
            self.shared.with_user(user).action_debug()
        lines = self.env["generic.exchange"].with_user(manager)
        self.assertIn(line, lines.search([]))
        with self.assertRaises(AccessError):
            line.with_user(manager).unlink()
        company = self.env["res.company"].create({"name": "Other"})
        manager.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        )
        self.assertNotIn(line, lines.with_user(manager).search([]))
        with self.assertRaises(AccessError):
            line.with_user(manager).read(["path"])
