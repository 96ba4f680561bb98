from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
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

    def test_each_setting_is_explained_and_on_the_form(self):
        form = self.env.ref("generic_connector.generic_backend_view_form")
        arch = self.backend.get_view(form.id)["arch"]
        settings = {
            name: field
            for name, field in self.backend._fields.items()
            if field.store
            and not (field.readonly or field.related)
            and field.type != "one2many"
            and not name.startswith(("base_backend", "create_", "write_"))
        }
        self.assertIn("breaker_threshold", settings)
        for name, field in settings.items():
            self.assertTrue(field.help, name)
            self.assertIn(f'name="{name}"', arch, name)

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

    def test_ignored_dead_letters_stay_so_while_nothing_changes(self):
        letter = self.record_failure(payload_digest="a")
        letter._ignore("Test order")
        again = self.record_failure(payload_digest="a")
        self.assertEqual((again, letter.state, letter.attempts), (letter, "ignored", 2))
        changed = self.record_failure(payload_digest="b")
        self.assertNotEqual(changed, letter)
        self.assertEqual(changed.state, "open")
        with self.assertRaises(UserError):
            changed._ignore("  ")

    def test_dead_letters_without_an_id_are_told_apart(self):
        first = self.record_failure(external_id="", payload_digest="a")
        second = self.record_failure(external_id="", payload_digest="b")
        self.assertNotEqual(first, second)
        again = self.record_failure(external_id="", payload_digest="a")
        self.assertEqual(again, first)

    def test_traceback_is_for_managers(self):
        letter = self.record_failure(traceback="Traceback …", payload="{}")
        user = self.env["res.users"].create(
            {
                "name": "User",
                "login": "connector.user",
                "company_id": self.env.company.id,
                "company_ids": [(6, 0, self.env.company.ids)],
            }
        )
        group = self.env.ref("connector_base_backend.group_connector_user")
        members = "user_ids" if "user_ids" in group._fields else "users"
        group.write({members: [(4, user.id)]})
        seen = letter.with_user(user)
        self.assertEqual((seen.error, seen.payload), ("bad", "{}"))
        with self.assertRaises(AccessError):
            seen.read(["traceback"])
        with self.assertRaises(AccessError):
            seen.action_retry()
        with self.assertRaises(AccessError):
            self.create_run().with_user(user).action_cancel()

    def create_run(self, **values):
        return self.env["generic.run"].create(
            {
                "backend_id": self.backend.id,
                "entity": "items",
                "binding_model": "x.binding",
                **values,
            }
        )

    def create_reconciliation(self, **values):
        return self.env["generic.reconciliation"].create(
            {
                "backend_id": self.backend.id,
                "entity": "items",
                "binding_model": "x.binding",
                "line_ids": [(0, 0, {"kind": "missing", "external_id": "1"})],
                **values,
            }
        )

    def test_differences_are_counted_until_they_are_repaired(self):
        reconciliation = self.create_reconciliation()
        self.assertEqual(reconciliation.open_count, 1)
        self.assertEqual(self.backend.difference_count, 1)
        with self.assertRaises(UserError):
            reconciliation.line_ids.action_send()
        reconciliation.line_ids.state = "done"
        self.backend.invalidate_recordset(["difference_count"])
        self.assertEqual(self.backend.difference_count, 0)
        self.assertEqual(reconciliation.line_ids._repair(), "Repaired already.")

    def test_runs_are_paused_resumed_and_cancelled(self):
        run = self.create_run()
        with patch.object(type(run), "_queue_page", lambda *args, **options: None):
            run.action_pause()
            self.assertEqual((run.state, run.ended), ("paused", False))
            run.fetched_count = 7
            run.action_resume()
            self.assertEqual((run.state, run.pace_count), ("running", 7))
            other = self.create_run(state="failed")
            with self.assertRaises(UserError):
                other.action_resume()
            run.action_pause()
            run.action_cancel()
            self.assertEqual(run.state, "cancelled")
            self.assertTrue(run.ended)
            other.action_resume()
            self.assertEqual(other.state, "running")

    def test_runs_that_lost_their_job_are_resumed(self):
        run = self.create_run()
        self.assertTrue(run.is_stalled)
        queued = []
        concrete = SimpleNamespace(_for_jobs=lambda: None)
        with (
            patch.object(
                type(run),
                "_delay_page",
                lambda self, backend, **options: queued.append(options["identity_key"]),
            ),
            patch.object(type(self.backend), "_get_concrete", lambda self: concrete),
        ):
            run.action_resume()
        self.assertTrue(queued[0].startswith(f"{run._get_job_key()}:"))

    def test_runs_stop_after_the_page_that_is_at_work(self):
        """Whoever asks does not wait for the page, and the next job obeys."""
        run = self.create_run()
        with patch.object(type(run), "_try_lock", lambda self: False):
            run.action_cancel()
        self.assertEqual((run.state, run.requested_state), ("running", "cancelled"))
        self.assertTrue(run._obey_request())
        self.assertEqual((run.state, run.requested_state), ("cancelled", False))
        self.assertFalse(run._obey_request())

    def test_runs_tell_their_speed_and_what_is_left(self):
        run = self.create_run(
            total_count=700,
            fetched_count=400,
            pace_count=100,
            pace_start=fields.Datetime.subtract(fields.Datetime.now(), minutes=10),
        )
        self.assertAlmostEqual(run.speed, 30.0, delta=0.5)
        self.assertAlmostEqual(run.remaining_time, 10 / 60, delta=0.01)
        run.action_pause()
        self.assertEqual((run.speed, run.remaining_time), (0.0, 0.0))

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
        run = self.create_run()
        with patch.object(type(run), "_try_lock", lambda self: False):
            run.action_pause()
        self.create_reconciliation()
        base, shared_id = self.backend.base_backend_id, self.backend.id
        self.backend.unlink()
        self.assertFalse(base.exists())
        for model, field in (
            ("generic.dead.letter", "backend_id"),
            ("generic.run", "backend_id"),
            ("generic.run.request", "backend_ref"),
            ("generic.reconciliation", "backend_id"),
            ("generic.backend.health", "backend_ref"),
        ):
            self.assertFalse(self.env[model].search([(field, "=", shared_id)]), model)

    def test_run_progress_and_cleaning(self):
        run = self.create_run(total_count=4, fetched_count=1)
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
