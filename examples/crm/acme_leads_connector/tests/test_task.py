from odoo.tests import tagged

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
