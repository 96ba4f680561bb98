from datetime import datetime, timedelta
from types import SimpleNamespace

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests.common import tagged

from .common import ConnectorCase


@tagged("post_install", "-at_install")
class TestModels(ConnectorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend = cls.env["generic.backend"].create({"name": "Test"})

    def record_failure(self, **values):
        return self.env["generic.dead.letter"]._record(
            {
                "backend_id": self.backend.id,
                "direction": "import",
                "binding_model": "x.binding",
                "external_id": "7",
                "error": "bad",
                **values,
            }
        )

    def test_dead_letters_count_their_attempts(self):
        letter = self.record_failure()
        again = self.record_failure(error="still bad")
        self.assertEqual(letter, again)
        self.assertEqual((letter.attempts, letter.error), (2, "still bad"))
        self.assertEqual(self.backend.dead_letter_count, 1)
        other = self.record_failure(external_id="8")
        self.assertNotEqual(letter, other)

    def test_jobs_that_lost_the_database_are_put_back(self):
        key = f"generic.backend:{self.backend.id}:test"
        job = self.record_failure().with_delay(identity_key=key).retry()
        job.set_failed(exc_name="psycopg2.InterfaceError", exc_message="closed")
        job.store()
        record = job.db_record()
        self.assertEqual((record.state, record.exc_name), ("pending", False))
        self.assertGreater(record.eta, fields.Datetime.now())
        job.retry = job.max_retries
        job.store()
        self.assertEqual(record.state, "failed")
        job.retry = 1
        job.exc_name = "builtins.ValueError"
        job.store()
        self.assertEqual(record.state, "failed")

    def test_dead_letters_close_when_the_record_comes_through(self):
        letter = self.record_failure()
        other = self.record_failure(external_id="8")
        self.env["generic.dead.letter"]._resolve_imported(
            self.backend.id, "x.binding", ["7"]
        )
        self.assertEqual(letter.state, "resolved")
        self.assertEqual(other.state, "open")
        self.assertNotEqual(self.record_failure(), letter)

    def test_dead_letters_are_ignored_with_a_reason(self):
        letter = self.record_failure()
        action = letter.action_ignore()
        wizard = (
            self.env[action["res_model"]]
            .with_context(**action["context"])
            .create({"reason": "Test order"})
        )
        wizard.action_ignore()
        self.assertEqual(
            (letter.state, letter.ignore_reason), ("ignored", "Test order")
        )
        letter.state = "resolved"
        with self.assertRaises(UserError):
            letter._ignore("x")

    def test_checkpoints_go_forward_only(self):
        checkpoints = self.env["generic.checkpoint"]
        self.assertFalse(checkpoints._get_since(self.backend, "items"))
        first = datetime(2026, 1, 1, 12, 0, 0)
        checkpoints._advance(self.backend, "items", first)
        self.assertEqual(
            checkpoints._get_since(self.backend, "items"), first - timedelta(minutes=5)
        )
        checkpoints._advance(self.backend, "items", first - timedelta(days=1))
        self.backend.sync_overlap = 0
        self.assertEqual(checkpoints._get_since(self.backend, "items"), first)

    def test_a_chosen_date_leaves_the_checkpoint(self):
        checkpoints = self.env["generic.checkpoint"]
        value, run_date = datetime(2026, 1, 1), datetime(2026, 4, 1)
        checkpoints._advance(self.backend, "items", value)
        checkpoints._advance(
            self.backend, "items", run_date, since=datetime(2026, 3, 1)
        )
        self.backend.sync_overlap = 0
        self.assertEqual(checkpoints._get_since(self.backend, "items"), value)
        checkpoints._advance(self.backend, "items", run_date, since=value)
        self.assertEqual(checkpoints._get_since(self.backend, "items"), run_date)

    def test_attempts(self):
        attempts = self.env["generic.export.attempt"]
        binding = SimpleNamespace(_name="x.binding", id=5)
        self.assertIsNone(attempts._get_unanswered(1, binding))
        attempt_id = attempts._open(1, binding, "key")
        found = attempts._get_unanswered(1, binding)
        self.assertEqual((found[0], found[2]), (attempt_id, False))
        attempts._close(attempt_id, "done", "99")
        self.assertEqual(attempts._get_unanswered(1, binding)[2], "99")
        attempts._close(attempt_id, "lost")
        self.assertIsNone(attempts._get_unanswered(1, binding))
        self.assertEqual(attempts._get_last_key(1, binding), "key")
        attempts._close(attempt_id, "refused")
        self.assertIsNone(attempts._get_last_key(1, binding))

    def test_health(self):
        health = self.env["generic.backend.health"]
        self.assertEqual(self.backend.connection_state, "untested")
        health._set_state(self.backend.id, "suspended", "HTTP 401")
        self.assertEqual(self.backend.connection_state, "suspended")
        self.assertEqual(self.backend.suspended_reason, "HTTP 401")
        health._set_state(self.backend.id, "connected")
        self.assertEqual(self.backend.connection_state, "connected")
        self.assertEqual(
            health.search_count([("backend_ref", "=", self.backend.id)]), 1
        )

    def test_unlink_leaves_nothing(self):
        self.record_failure()
        self.env["generic.backend.health"]._set_state(self.backend.id, "connected")
        self.env["generic.run"].create(
            {
                "backend_id": self.backend.id,
                "entity": "items",
                "binding_model": "x.binding",
            }
        )
        base, shared_id = self.backend.base_backend_id, self.backend.id
        self.backend.unlink()
        self.assertFalse(base.exists())
        for model, field in (
            ("generic.dead.letter", "backend_id"),
            ("generic.run", "backend_id"),
            ("generic.backend.health", "backend_ref"),
        ):
            self.assertFalse(self.env[model].search([(field, "=", shared_id)]), model)

    def test_run_progress_and_cleaning(self):
        run = self.env["generic.run"].create(
            {
                "backend_id": self.backend.id,
                "entity": "items",
                "binding_model": "x.binding",
                "total_count": 4,
                "fetched_count": 1,
            }
        )
        self.assertEqual(run.progress, 25.0)
        run.action_cancel()
        self.assertEqual(run.state, "cancelled")
        run.ended = fields.Datetime.subtract(fields.Datetime.now(), days=100)
        run._gc_runs()
        self.assertFalse(run.exists())

    def test_export_without_a_connector(self):
        with self.assertRaises(UserError):
            self.backend.base_backend_id.export_records("res.partner", [1])
        wizard = (
            self.env["connector.export.wizard"]
            .with_context(active_model="res.partner", active_ids=[1])
            .create({})
        )
        self.assertNotIn(self.backend.base_backend_id, wizard.available_backend_ids)
        with self.assertRaises(UserError):
            wizard.action_export()
