from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.generic_connector.components.adapter import GenericAdapter
from odoo.addons.generic_connector.exceptions import RemoteError

from .common import AcmeLeadsCase


@tagged("post_install", "-at_install")
class TestTask(AcmeLeadsCase):
    def test_export(self):
        """A record is created once, then updated, and not sent when unchanged."""
        record = self.env["project.task"].create(
            {"name": "Sample 1", "email_from": "person1@example.com"}
        )
        wizard = self.export(record)
        self.assertEqual((wizard.exported_count, wizard.created_count), (1, 1))
        binding = self.get_bindings("acme_leads.project.task")
        self.assertEqual(binding.odoo_id, record)
        remote = self.mock.records["task"][binding.external_id]
        self.assertEqual(remote["email_from"], "person1@example.com")
        record.email_from = "Changed"
        self.export(record)
        self.export(record)
        remote = self.mock.records["task"][binding.external_id]
        self.assertEqual(remote["email_from"], "Changed")
        self.assertEqual(self.mock.count("task", "create"), 1)
        self.assertEqual(self.mock.count("task", "update"), 1)

    def test_failed_exports_are_counted_and_left_out(self):
        """What failed as often as allowed is left out until it is tried again."""
        record = self.env["project.task"].create(
            {"name": "Sample 1", "email_from": "person1@example.com"}
        )
        for tries in (1, 2):
            with (
                patch.object(GenericAdapter, "_create", side_effect=RemoteError("No")),
                self.assertLogs("odoo.addons.generic_connector", "ERROR"),
            ):
                self.export(record)
            binding = self.get_bindings("acme_leads.project.task")
            binding.max_retries = 2
            self.assertEqual(
                (binding.sync_state, binding.retry_count), ("failed", tries)
            )
        # It is left out although nothing is wrong any more.
        self.assertEqual(self.export(record).skipped_count, 1)
        # One that costs its worker's life again and again counts as well.
        binding.retry_count = 1
        binding._queue_export()
        job = self.env["queue.job"].search([("state", "=", "pending")])
        job.retry = job.max_retries + 1
        with self.assertLogs("odoo.addons.generic_connector", "ERROR"):
            self.run_jobs()
        self.assertEqual(binding.retry_count, 2)
        self.assertIn("killed", binding.last_error)
        self.assertEqual(self.export(record).skipped_count, 1)
        self.assertIn("2", binding.skip_reason)
        [letter] = self.env["generic.dead.letter"].search([("state", "=", "open")])
        self.assertEqual((letter.direction, letter.attempts), ("export", 3))
        letter.action_retry()
        self.run_jobs()
        self.assertEqual(letter.state, "resolved")
        self.assertEqual((binding.sync_state, binding.retry_count), ("synced", 0))
        self.assertTrue(binding.external_id)

    def test_no_export(self):
        """A record that is marked so is left alone."""
        record = self.env["project.task"].create(
            {"name": "Sample 1", "email_from": "person1@example.com"}
        )
        self.env["acme_leads.project.task"].create(
            {"backend_id": self.backend.id, "odoo_id": record.id, "no_export": True}
        )
        wizard = self.export(record)
        self.assertEqual(wizard.skipped_count, 1)
        self.assertFalse(self.mock.records["task"])

    def test_change_is_exported(self):
        """A change goes out by itself where the switch is on, several in one job."""
        record = self.env["project.task"].create(
            {"name": "Sample 1", "email_from": "person1@example.com"}
        )
        self.export(record)
        record.email_from = "Changed"
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
        self.backend.export_tasks_on_change = True
        record.email_from = "Changed before"
        record.email_from = "Changed"
        self.env.cr.flush()
        self.assertEqual(len(self.run_jobs()), 1)
        binding = self.get_bindings("acme_leads.project.task")
        remote = self.mock.records["task"][binding.external_id]
        self.assertEqual(remote["email_from"], "Changed")
