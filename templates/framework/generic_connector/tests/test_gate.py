import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests.common import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..components import adapter as adapter_module
from ..exceptions import (
    BreakerOpenError,
    GateError,
    OutcomeUnknownError,
    RateLimitError,
    RemoteError,
    RemoteRetryableError,
)
from ..http import HttpSession
from ..models.generic_gate import Rule, Ticket
from ..tools import own_cursor
from .common import ConnectorCase


class FakeBackend:
    """A concrete backend, as far as an adapter asks for it."""

    _base_url_template = None
    audit_days = 0
    is_debugging = False

    def __init__(self, shared):
        self.generic_backend_id = shared

    def __getattr__(self, name):
        return getattr(self.generic_backend_id, name)

    def __getitem__(self, name):
        return self.generic_backend_id[name]

    def sudo(self):
        return self

    def _get_secret_values(self):
        return []


@tagged("post_install", "-at_install")
class TestGate(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.gate = self.env["generic.gate"]
        self.backend = self.env["generic.backend"].create(
            {"name": "Test", "base_url": self.server.url, "request_retries": 0}
        )
        self.adapter = self.open_adapter()
        self.sleeps = []
        sleep = patch.object(adapter_module.time, "sleep", self.sleeps.append)
        sleep.start()
        self.addCleanup(sleep.stop)
        # That requests pause is a warning, and what these tests are about.
        logger = mute_logger(adapter_module.__name__)
        logger.__enter__()
        self.addCleanup(logger.__exit__)
        self.server.reply("GET /ok", {})
        self.server.reply("GET /bad", {}, 500)
        self.server.reply("GET /missing", {}, 404)

    def open_adapter(self, limit=None, job_uuid=None):
        """Return an adapter with a session of its own, as every job has one."""
        work = SimpleNamespace(
            env=self.env(context={"job_uuid": job_uuid}),
            collection=FakeBackend(self.backend),
            http=HttpSession(),
        )
        self.addCleanup(work.http.close)
        adapter = self._components_registry["generic.adapter"](work)
        adapter._test_endpoint = "/test"
        adapter._rate_limit = limit or {}
        return adapter

    def fail_in_a_row(self, times):
        for _number in range(times):
            self.catch(RemoteRetryableError, self.adapter.get, "/bad")

    def pass_time(self, **delta):
        """Let time go by, as the gate sees it."""
        with own_cursor(self.env) as cr:
            cr.execute(
                "UPDATE generic_gate SET retry_at = retry_at - %(past)s, "
                "blocked_until = blocked_until - %(past)s, "
                "drained_at = drained_at - %(past)s WHERE backend_ref = %(backend)s",
                {"past": timedelta(**delta), "backend": self.backend.id},
            )

    def assert_waits(self, waits, expected):
        """Compare seconds, but for those that the test itself took."""
        self.assertEqual(len(waits), len(expected), waits)
        for wait, most in zip(waits, expected, strict=True):
            self.assertTrue(most - 0.4 < wait <= most, waits)

    @property
    def state(self):
        self.backend.invalidate_recordset()
        return self.backend.breaker_state

    def test_opens_after_failures_in_a_row(self):
        self.fail_in_a_row(4)
        self.adapter.get("/ok")
        self.assertEqual(self.backend.breaker_failures, 0)
        self.fail_in_a_row(4)
        # A refusal of the remote shows that it works.
        self.catch(RemoteError, self.adapter.get, "/missing")
        self.fail_in_a_row(4)
        self.assertEqual(self.state, "closed")
        self.fail_in_a_row(1)
        self.assertEqual(self.state, "open")
        self.assertEqual(self.backend.breaker_failures, 5)
        self.assertEqual(self.backend.breaker_reason, "HTTP 500")
        self.server.requests.clear()
        error = self.catch(BreakerOpenError, self.open_adapter().get, "/ok")
        self.assertFalse(self.server.requests)
        self.assertTrue(error.ignore_retry)
        self.assertTrue(59 <= error.seconds <= 90)
        self.assertIn("HTTP 500", str(error))

    def test_what_counts_as_failure(self):
        for status in (429, 425, 404, 422):
            self.server.reply("GET /x", {}, status)
            for _number in range(6):
                with suppress(RemoteError, RemoteRetryableError):
                    self.adapter.get("/x")
                self.pass_time(hours=1)
            self.assertEqual(self.state, "closed", status)
        self.server.reply("GET /x", {}, 408)
        for _number in range(5):
            self.catch(RemoteRetryableError, self.adapter.get, "/x")
        self.assertEqual(self.state, "open")

    def test_threshold_of_nothing_never_opens(self):
        self.fail_in_a_row(5)
        self.backend.breaker_threshold = 0
        self.adapter.get("/ok")
        self.fail_in_a_row(7)
        self.assertEqual(self.state, "closed")

    def test_a_probe_closes_it(self):
        self.fail_in_a_row(5)
        self.pass_time(seconds=61)
        self.server.reply("GET /test", {})
        self.server.requests.clear()
        self.adapter.get("/ok")
        self.assertEqual(
            [request.path for request in self.server.requests], ["/test", "/ok"]
        )
        self.assertEqual(self.state, "closed")
        self.assertEqual(self.backend.breaker_failures, 0)
        self.fail_in_a_row(4)
        self.assertEqual(self.state, "closed")

    def test_a_probe_that_is_refused_closes_it(self):
        self.fail_in_a_row(5)
        self.pass_time(seconds=61)
        self.server.reply("GET /test", {}, 404)
        self.adapter.get("/ok")
        self.assertEqual(self.state, "closed")

    def test_pauses_double(self):
        self.fail_in_a_row(5)
        self.server.reply("GET /test", {}, 502)
        pauses = []
        for _number in range(6):
            self.pass_time(minutes=16)
            error = self.catch(BreakerOpenError, self.adapter.get, "/ok")
            # The job has lost nothing: its own request never went out.
            self.assertTrue(error.ignore_retry)
            pauses.append(round(error.seconds))
        self.assertEqual(pauses, [120, 240, 480, 900, 900, 900])
        self.assertEqual(self.server.count("GET", "/ok"), 0)

    def test_one_probe_at_a_time(self):
        self.fail_in_a_row(5)
        self.pass_time(seconds=61)
        rule = self.adapter._get_rule()
        self.assertTrue(self.gate._enter(self.backend.id, rule).is_probe)
        self.assertEqual(self.state, "half_open")
        self.catch(BreakerOpenError, self.adapter.get, "/ok")
        # One that died with its worker is not waited for.
        self.pass_time(seconds=91)
        self.assertTrue(self.gate._enter(self.backend.id, rule).is_probe)

    def test_without_a_test_endpoint_the_request_is_the_probe(self):
        self.adapter._test_endpoint = None
        self.fail_in_a_row(5)
        self.pass_time(seconds=61)
        self.fail_in_a_row(1)
        self.assertEqual(self.state, "open")
        self.pass_time(seconds=121)
        self.adapter.get("/ok")
        self.assertEqual(self.state, "closed")

    def test_the_connection_test_is_a_probe(self):
        self.fail_in_a_row(5)
        self.server.reply("GET /test", {}, 500)
        self.catch(RemoteRetryableError, self.adapter.test_connection)
        self.assertEqual(self.state, "open")
        self.server.reply("GET /test", {})
        self.adapter.test_connection()
        self.assertEqual(self.state, "closed")

    def test_reset(self):
        self.fail_in_a_row(5)
        clerk, manager = (
            new_test_user(
                self.env,
                f"reset_{name}",
                f"base.group_user,connector_base_backend.group_connector_{name}",
            )
            for name in ("user", "manager")
        )
        self.catch(AccessError, self.backend.with_user(clerk).action_reset_breaker)
        self.assertEqual(self.state, "open")
        self.backend.with_user(manager).action_reset_breaker()
        self.assertEqual(self.state, "closed")
        self.adapter.get("/ok")

    def test_a_create_whose_outcome_is_unknown_stays_unknown(self):
        """The breaker opens between two repeats: the first may have been done."""
        self.backend.request_retries = 2
        self.backend.breaker_threshold = 1
        self.adapter._idempotency = {"header": "Idempotency-Key"}
        self.server.reply("POST /x", {}, 500)
        error = self.catch(
            OutcomeUnknownError,
            self.adapter.post,
            "/x",
            data={},
            idempotency_key="k",
        )
        self.assertTrue(error.ignore_retry)
        self.assertGreaterEqual(error.seconds, 59)
        self.assertEqual(self.server.count("POST", "/x"), 1)

    def test_rate_is_shared(self):
        self.backend.requests_per_second = 2
        self.adapter.get("/ok")
        self.assertFalse(self.sleeps)
        # Each job comes with a session of its own.
        self.open_adapter().get("/ok")
        self.open_adapter().get("/ok")
        self.assert_waits(self.sleeps, [0.5, 1.0])
        error = self.catch(RateLimitError, self.open_adapter().get, "/ok")
        self.assertTrue(error.ignore_retry)
        self.assertTrue(1 <= error.seconds <= 3.5)
        self.assertEqual(self.server.count("GET", "/ok"), 3)
        self.pass_time(seconds=2)
        self.open_adapter().get("/ok")
        self.assertEqual(len(self.sleeps), 2)

    def test_what_has_begun_goes_on(self):
        self.backend.requests_per_second = 0.1
        self.adapter.get("/ok")
        self.adapter.get("/ok")
        self.assertEqual(self.sleeps, [1.0])
        # It is paid for by those who come later.
        error = self.catch(RateLimitError, self.open_adapter().get, "/ok")
        self.assertGreater(error.seconds, 19)

    def test_a_job_goes_on_with_what_it_has_read(self):
        """It needs three requests, and the system takes one at a time."""
        self.backend.requests_per_second = 0.01
        for number in range(3):
            self.server.reply(
                f"GET /{number}", {"number": number}, 200, {"X-Page": str(number)}
            )
        kept = self.env["generic.kept.answer"]

        def work():
            adapter = self.open_adapter(job_uuid="job")
            with adapter.keep_answers():
                answers = [
                    adapter._request("GET", f"/{number}", params={"a": "b"})
                    for number in range(3)
                ]
            return [
                (answer.body["number"], answer.headers["x-page"]) for answer in answers
            ]

        for _number in range(2):
            self.catch(RateLimitError, work)
            self.pass_time(seconds=100)
        self.assertEqual(len(kept.search([("job_uuid", "=", "job")])), 1)
        self.assertEqual(work(), [(0, "0"), (1, "1"), (2, "2")])
        self.assertEqual(len(self.server.requests), 3)
        self.assertFalse(self.sleeps)
        # Nothing is left, and the next job reads anew.
        self.assertFalse(kept.search([("job_uuid", "=", "job")]))
        self.catch(RateLimitError, work)

    def test_only_what_waits_for_its_turn_is_kept(self):
        def work():
            adapter = self.open_adapter(job_uuid="job")
            with adapter.keep_answers():
                adapter.get("/ok")
                adapter.get("/bad")

        self.catch(RemoteRetryableError, work)
        self.assertFalse(self.env["generic.kept.answer"].search([]))

    def test_bucket_of_the_system(self):
        # The smallest bucket that leaves requests to others: a slow machine drains it.
        limit = {"leak_per_second": 2, "bucket": 20}
        rule = self.open_adapter(limit)._get_rule()
        waits = [self.gate._enter(self.backend.id, rule).wait for _number in range(20)]
        self.assertFalse(any(waits[:18]))
        self.assert_waits(waits[18:], [0.5, 1.0])
        self.catch(RateLimitError, self.gate._enter, self.backend.id, rule)

    def test_levels_of_headers(self):
        limit = {"leak_per_second": 2, "bucket": 40, "header": "X-Calls"}

        def ask(level):
            self.server.reply("GET /x", {}, 200, {"X-Calls": level})
            self.open_adapter(limit).get("/x")
            waited, self.sleeps[:] = sum(self.sleeps), []
            self.pass_time(seconds=waited)
            return bool(waited)

        for level in ("nonsense", "", "5", "-1/40", "50/40", "1/0", "nan/nan"):
            self.assertFalse(ask(level), level)
        # Somebody else has filled it.
        self.assertFalse(ask("38/40"))
        self.assertTrue(ask("39/40"))
        self.assertTrue(ask("38/40"))
        # It was emptied in some other way.
        self.assertTrue(ask("2/40"))
        self.assertFalse(ask("3/40"))
        # A plan with a larger bucket.
        self.assertFalse(ask("70/80"))
        self.assertFalse(ask("71/80"))
        limit["format"] = "remaining/limit"
        self.gate._reset(self.backend.id)
        self.assertFalse(ask("2/40"))
        self.assertTrue(ask("39/40"))
        self.assertFalse(ask("39/40"))
        # At a rate of our own it counts where others have filled the bucket.
        self.backend.requests_per_second = 100
        self.gate._reset(self.backend.id)
        self.assertFalse(ask("10/40"))
        self.pass_time(seconds=1)
        self.assertFalse(ask("1/40"))
        self.assertTrue(ask("10/40"))

    def test_headers_of_windows(self):
        moment = str(time.time() + 30)
        for limit, headers, least, most in (
            (
                {"kind": "remaining_header", "header": "X-Left", "window_seconds": 10},
                {"X-Left": "0"},
                9,
                20,
            ),
            ({"kind": "remaining_header", "header": "X-Left"}, {"X-Left": "1"}, 0, 0),
            ({"kind": "remaining_header", "header": "X-Left"}, {"X-Left": "x"}, 0, 0),
            (
                {
                    "kind": "reset_header",
                    "header": "X-Reset",
                    "unit": "epoch",
                    "remaining_header": "X-Left",
                },
                {"X-Left": "0", "X-Reset": moment},
                20,
                60,
            ),
            (
                {
                    "kind": "reset_header",
                    "header": "X-Reset",
                    "unit": "milliseconds",
                    "remaining_header": "X-Left",
                },
                {"X-Left": "0", "X-Reset": "20000"},
                19,
                40,
            ),
        ):
            self.gate._reset(self.backend.id)
            self.server.reply("GET /x", {}, 200, headers)
            self.open_adapter(limit).get("/x")
            if not most:
                self.open_adapter(limit).get("/ok")
                continue
            error = self.catch(RateLimitError, self.open_adapter(limit).get, "/ok")
            self.assertTrue(least <= error.seconds <= most, (limit, error.seconds))

    def test_refusals_without_retry_after(self):
        for limit, headers, least, most in (
            ({"kind": "fixed_wait", "seconds": 60}, {}, 30, 90),
            (
                {"kind": "reset_header", "header": "X-Reset", "unit": "seconds"},
                {"X-Reset": "20"},
                19,
                40,
            ),
        ):
            self.gate._reset(self.backend.id)
            self.server.reply("GET /x", {}, 429, headers)
            error = self.catch(RateLimitError, self.open_adapter(limit).get, "/x")
            self.assertTrue(least <= error.seconds <= most, (limit, error.seconds))

    def test_rates_of_the_spec(self):
        for limit, rate, burst in (
            ({}, 0, 1),
            ({"per_second": 5}, 5, 1),
            ({"per_minute": 600}, 10, 60),
            ({"leak_per_second": 1, "bucket": 5}, 1, 5),
        ):
            self.adapter._rate_limit = limit
            rule = self.adapter._get_rule()
            self.assertEqual((rule.rate, rule.burst), (rate, burst), limit)
        self.backend.requests_per_second = 3
        rule = self.adapter._get_rule()
        self.assertEqual((rule.rate, rule.burst), (3, 1))

    def test_the_form_says_until_when(self):
        self.server.reply("GET /x", {}, 429, {"Retry-After": "30"})
        self.catch(RateLimitError, self.adapter.get, "/x")
        self.backend.invalidate_recordset()
        self.assertGreater(self.backend.blocked_until, fields.Datetime.now())
        self.pass_time(seconds=31)
        self.backend.invalidate_recordset()
        self.assertFalse(self.backend.blocked_until)


@tagged("post_install", "-at_install")
class TestGateOfManyWorkers(TransactionCase):
    """With transactions of their own, as workers have them."""

    #: of no backend: no foreign key asks for one
    BACKEND = -7

    def setUp(self):
        super().setUp()
        self.gate = self.env["generic.gate"]
        self.rule = Rule(5, 60, 90, 0, 1, 0)
        self.ticket = Ticket(0, False, True, 0)
        self.addCleanup(self.forget)

    def forget(self):
        with own_cursor(self.env) as cr:
            cr.execute(
                "DELETE FROM generic_gate WHERE backend_ref = %s", (self.BACKEND,)
            )

    def get_row(self):
        with own_cursor(self.env) as cr:
            cr.execute(
                "SELECT state, failures FROM generic_gate WHERE backend_ref = %s",
                (self.BACKEND,),
            )
            return cr.fetchone()

    def enter_at_once(self, rule, workers=6, tries=5):
        """Return the tickets that workers get who ask at the same time."""

        def work():
            found = []
            for _number in range(tries):
                with suppress(GateError):
                    found.append(self.gate._enter(self.BACKEND, rule))
            return found

        with ThreadPoolExecutor(workers) as pool:
            futures = [pool.submit(work) for _number in range(workers)]
            return [ticket for future in futures for ticket in future.result()]

    def test_a_failure_survives_a_rollback(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            for _number in range(5):
                self.gate._fail(self.BACKEND, self.rule, self.ticket, "HTTP 500")
            raise ZeroDivisionError
        self.assertEqual(self.get_row(), ("open", 5))

    def test_no_failure_is_lost(self):
        rule = self.rule._replace(threshold=100)

        def fail(_number):
            self.gate._fail(self.BACKEND, rule, self.ticket, "HTTP 500")

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(fail, range(30)))
        self.assertEqual(self.get_row(), ("closed", 30))

    def test_one_of_many_is_the_probe(self):
        for _number in range(5):
            self.gate._fail(self.BACKEND, self.rule, self.ticket, "HTTP 500")
        with own_cursor(self.env) as cr:
            cr.execute(
                "UPDATE generic_gate SET retry_at = since WHERE backend_ref = %s",
                (self.BACKEND,),
            )
        tickets = self.enter_at_once(self.rule)
        self.assertEqual([ticket.is_probe for ticket in tickets], [True])

    def test_a_rate_is_that_of_all_together(self):
        # Two fit at once, and the next one in two minutes.
        rule = self.rule._replace(rate=0.01, burst=2)
        self.assertEqual(len(self.enter_at_once(rule)), 2)
