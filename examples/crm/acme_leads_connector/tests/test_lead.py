from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.generic_connector.components.adapter import GenericAdapter
from odoo.addons.generic_connector.exceptions import RemoteError

from .common import AcmeLeadsCase
from .samples import expected


@tagged("post_install", "-at_install")
class TestLead(AcmeLeadsCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("lead", 8)
        self.import_all("leads")
        bindings = self.get_bindings("acme_leads.crm.lead")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("lead", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding("acme_leads.crm.lead", "lead", record)
            for field, value in expected("lead", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("leads")
        self.assertEqual(self.get_bindings("acme_leads.crm.lead"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_remote_change(self):
        """A change in the external system arrives with the next import."""
        record, *_others = self.add_samples("lead", 2)
        self.import_all("leads")
        self.mock.change("lead", record, title="Changed")
        self.backend.sync_leads()
        self.run_jobs()
        binding = self.get_binding("acme_leads.crm.lead", "lead", record)
        self.assertEqual(binding.name, "Changed")

    def test_changes_on_both_sides(self):
        """What one side changed comes through; where both did, the policy counts."""
        [record] = self.add_samples("lead", 1)
        self.import_all("leads")
        binding = self.get_binding("acme_leads.crm.lead", "lead", record)
        # Only Odoo changed it.
        binding.odoo_id.name = "Ours"
        self.mock.change("lead", record)
        self.import_all("leads")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_leads = "external_wins"
        self.mock.change("lead", record, title="Theirs")
        self.import_all("leads")
        self.assertEqual(binding.name, "Theirs")
        self.backend.conflict_leads = "odoo_wins"
        binding.odoo_id.name = "Ours"
        self.mock.change("lead", record, title="Theirs again")
        self.import_all("leads")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_leads = "manual"
        self.mock.change("lead", record, title="Theirs at last")
        self.import_all("leads")
        self.assertEqual(binding.name, "Ours")
        conflict = self.get_conflict(binding)
        self.assertEqual(
            (conflict.line_ids.odoo_value, conflict.line_ids.external_value),
            ("Ours", "Theirs at last"),
        )
        conflict.action_take_external()
        self.run_jobs()
        self.assertEqual(binding.name, "Theirs at last")
        self.assertFalse(self.get_conflict(binding))

    def test_export(self):
        """A record is created once, then updated, and not sent when unchanged."""
        record = self.env["crm.lead"].create(
            {
                "name": "Sample 1",
                "email_from": "person1@example.com",
                "phone": "+1 555 010 1",
            }
        )
        wizard = self.export(record)
        self.assertEqual((wizard.exported_count, wizard.created_count), (1, 1))
        binding = self.get_bindings("acme_leads.crm.lead")
        self.assertEqual(binding.odoo_id, record)
        remote = self.mock.records["lead"][binding.external_id]
        self.assertEqual(remote["title"], "Sample 1")
        record.name = "Changed"
        self.export(record)
        self.export(record)
        remote = self.mock.records["lead"][binding.external_id]
        self.assertEqual(remote["title"], "Changed")
        self.assertEqual(self.mock.count("lead", "create"), 1)
        self.assertEqual(self.mock.count("lead", "update"), 1)

    def test_export_overwrites_no_change(self):
        """What changed over there since is taken, or a person decides, before."""
        record = self.env["crm.lead"].create(
            {
                "name": "Sample 1",
                "email_from": "person1@example.com",
                "phone": "+1 555 010 1",
            }
        )
        self.export(record)
        binding = self.get_bindings("acme_leads.crm.lead")
        remote = self.mock.records["lead"][binding.external_id]
        record.name = "Ours"
        self.mock.change("lead", remote, title="Theirs")
        self.backend.conflict_leads = "external_wins"
        self.export(record)
        remote = self.mock.records["lead"][binding.external_id]
        self.assertEqual(remote["title"], "Theirs")
        self.assertEqual(record.name, "Theirs")
        record.name = "Ours"
        self.mock.change("lead", remote, title="Theirs again")
        self.backend.conflict_leads = "manual"
        self.export(record)
        remote = self.mock.records["lead"][binding.external_id]
        self.assertEqual(remote["title"], "Theirs again")
        self.assertEqual(record.name, "Ours")
        self.get_conflict(binding).action_keep_odoo()
        self.run_jobs()
        remote = self.mock.records["lead"][binding.external_id]
        self.assertEqual(remote["title"], "Ours")
        self.assertFalse(self.get_conflict(binding))

    def test_failed_exports_are_counted_and_left_out(self):
        """What failed as often as allowed is left out until it is tried again."""
        record = self.env["crm.lead"].create(
            {
                "name": "Sample 1",
                "email_from": "person1@example.com",
                "phone": "+1 555 010 1",
            }
        )
        for tries in (1, 2):
            with (
                patch.object(GenericAdapter, "_create", side_effect=RemoteError("No")),
                self.assertLogs("odoo.addons.generic_connector", "ERROR"),
            ):
                self.export(record)
            binding = self.get_bindings("acme_leads.crm.lead")
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
        record = self.env["crm.lead"].create(
            {
                "name": "Sample 1",
                "email_from": "person1@example.com",
                "phone": "+1 555 010 1",
            }
        )
        self.env["acme_leads.crm.lead"].create(
            {"backend_id": self.backend.id, "odoo_id": record.id, "no_export": True}
        )
        wizard = self.export(record)
        self.assertEqual(wizard.skipped_count, 1)
        self.assertFalse(self.mock.records["lead"])

    def test_change_is_exported(self):
        """A change goes out by itself where the switch is on, several in one job."""
        record = self.env["crm.lead"].create(
            {
                "name": "Sample 1",
                "email_from": "person1@example.com",
                "phone": "+1 555 010 1",
            }
        )
        self.export(record)
        record.name = "Changed"
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
        self.backend.export_leads_on_change = True
        record.name = "Changed before"
        record.name = "Changed"
        self.env.cr.flush()
        self.assertEqual(len(self.run_jobs()), 1)
        binding = self.get_bindings("acme_leads.crm.lead")
        remote = self.mock.records["lead"][binding.external_id]
        self.assertEqual(remote["title"], "Changed")

    def test_import_is_not_sent_back(self):
        """What an import writes is no change, with the switch on as well."""
        self.backend.export_leads_on_change = True
        self.add_samples("lead", 3)
        self.import_all("leads")
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
