from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.generic_connector.components.adapter import GenericAdapter
from odoo.addons.generic_connector.exceptions import RemoteError
from odoo.addons.generic_connector.models.generic_export_attempt import (
    GenericExportAttempt,
)

from .common import ShopifyCase
from .mock_server import dig, put
from .samples import expected, sample


@tagged("post_install", "-at_install")
class TestCustomer(ShopifyCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("customer", 8)
        self.import_all("customers")
        bindings = self.get_bindings("shopify.res.partner")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("customer", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding("shopify.res.partner", "customer", record)
            for field, value in expected("customer", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("customers")
        self.assertEqual(self.get_bindings("shopify.res.partner"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_remote_change(self):
        """A change in the external system arrives with the next import."""
        record, *_others = self.add_samples("customer", 2)
        self.import_all("customers")
        self.mock.change("customer", record, default_address__address1="Changed")
        self.backend.sync_customers()
        self.run_jobs()
        binding = self.get_binding("shopify.res.partner", "customer", record)
        self.assertEqual(binding.street, "Changed")

    def test_changes_on_both_sides(self):
        """What one side changed comes through; where both did, the policy counts."""
        [record] = self.add_samples("customer", 1)
        self.import_all("customers")
        binding = self.get_binding("shopify.res.partner", "customer", record)
        # Only Odoo changed it.
        binding.odoo_id.street = "Ours"
        self.mock.change("customer", record)
        self.import_all("customers")
        self.assertEqual(binding.street, "Ours")
        self.backend.conflict_customers = "external_wins"
        self.mock.change("customer", record, default_address__address1="Theirs")
        self.import_all("customers")
        self.assertEqual(binding.street, "Theirs")
        self.backend.conflict_customers = "odoo_wins"
        binding.odoo_id.street = "Ours"
        self.mock.change("customer", record, default_address__address1="Theirs again")
        self.import_all("customers")
        self.assertEqual(binding.street, "Ours")
        self.backend.conflict_customers = "manual"
        self.mock.change("customer", record, default_address__address1="Theirs at last")
        self.import_all("customers")
        self.assertEqual(binding.street, "Ours")
        conflict = self.get_conflict(binding)
        self.assertEqual(
            (conflict.line_ids.odoo_value, conflict.line_ids.external_value),
            ("Ours", "Theirs at last"),
        )
        conflict.action_take_external()
        self.run_jobs()
        self.assertEqual(binding.street, "Theirs at last")
        self.assertFalse(self.get_conflict(binding))

    def test_addresses(self):
        """An address is linked by its own id, and only once."""
        self.add_samples("customer", 1)
        self.import_all("customers")
        bindings = self.get_bindings("shopify.res.partner.address")
        self.assertEqual(bindings.mapped("external_id"), ["1111"])
        parent = self.get_bindings("shopify.res.partner")
        self.assertEqual(bindings.odoo_id.parent_id, parent.odoo_id)
        self.import_all("customers")
        self.assertEqual(self.get_bindings("shopify.res.partner.address"), bindings)

    def test_company(self):
        """Contacts of a company get it, by its name, and only once."""
        names = ["Müller & Söhne 100%", " MÜLLER &  SÖHNE 100% ", "Other_Company", ""]
        records = []
        for number, name in enumerate(names, start=1):
            records.append(sample("customer", number))
            put(records[-1], "default_address.company", name)
            self.mock.add("customer", records[-1])
        self.import_all("customers")
        contacts = [
            self.get_binding("shopify.res.partner", "customer", record).odoo_id
            for record in records
        ]
        company = contacts[0].parent_id
        self.assertEqual((company.name, company.is_company), (names[0], True))
        self.assertEqual(company.child_ids, contacts[0] | contacts[1])
        self.assertEqual(contacts[2].parent_id.name, "Other_Company")
        self.assertFalse(contacts[3].parent_id)
        put(records[0], "default_address.company", "Other_Company")
        self.mock.change("customer", records[0], default_address__address1="Changed")
        before = contacts[1].street
        self.import_all("customers")
        self.assertEqual(contacts[0].parent_id, company)
        self.assertEqual(contacts[0].street, "Changed")
        self.assertEqual(contacts[1].street, before)
        companies = self.env["res.partner"].search([("name", "in", names[:3])])
        self.assertEqual(companies, company | contacts[2].parent_id)

    def test_known_record_is_linked(self):
        """A record that Odoo has already is linked, not made again."""
        known = self.env["res.partner"].create(
            {"name": "Known", "email": "person1@example.com"}
        )
        self.add_samples("customer", 1)
        self.import_all("customers")
        binding = self.get_bindings("shopify.res.partner")
        self.assertEqual(binding.odoo_id, known)

    def test_export(self):
        """A record is created once, then updated, and not sent when unchanged."""
        record = self.env["res.partner"].create(
            {
                "name": "Ann Sample",
                "email": "person1@example.com",
                "street": "1 Main Street",
                "street2": "Floor 1",
                "city": "San Francisco",
                "zip": "94103",
            }
        )
        wizard = self.export(record)
        self.assertEqual((wizard.exported_count, wizard.created_count), (1, 1))
        binding = self.get_bindings("shopify.res.partner")
        self.assertEqual(binding.odoo_id, record)
        remote = self.mock.records["customer"][binding.external_id]
        self.assertEqual(dig(remote, "default_address.address1"), "1 Main Street")
        record.street = "Changed"
        self.export(record)
        self.export(record)
        remote = self.mock.records["customer"][binding.external_id]
        self.assertEqual(dig(remote, "default_address.address1"), "Changed")
        self.assertEqual(self.mock.count("customer", "create"), 1)
        self.assertEqual(self.mock.count("customer", "update"), 1)

    def test_export_overwrites_no_change(self):
        """What changed over there since is taken, or a person decides, before."""
        record = self.env["res.partner"].create(
            {
                "name": "Ann Sample",
                "email": "person1@example.com",
                "street": "1 Main Street",
                "street2": "Floor 1",
                "city": "San Francisco",
                "zip": "94103",
            }
        )
        self.export(record)
        binding = self.get_bindings("shopify.res.partner")
        remote = self.mock.records["customer"][binding.external_id]
        record.street = "Ours"
        self.mock.change("customer", remote, default_address__address1="Theirs")
        self.backend.conflict_customers = "external_wins"
        self.export(record)
        remote = self.mock.records["customer"][binding.external_id]
        self.assertEqual(dig(remote, "default_address.address1"), "Theirs")
        self.assertEqual(record.street, "Theirs")
        record.street = "Ours"
        self.mock.change("customer", remote, default_address__address1="Theirs again")
        self.backend.conflict_customers = "manual"
        self.export(record)
        remote = self.mock.records["customer"][binding.external_id]
        self.assertEqual(dig(remote, "default_address.address1"), "Theirs again")
        self.assertEqual(record.street, "Ours")
        self.get_conflict(binding).action_keep_odoo()
        self.run_jobs()
        remote = self.mock.records["customer"][binding.external_id]
        self.assertEqual(dig(remote, "default_address.address1"), "Ours")
        self.assertFalse(self.get_conflict(binding))

    def test_import_meets_a_lost_export(self):
        """A record whose export was killed is linked, not made a second time."""
        for is_noted in (False, True):
            record = self.env["res.partner"].create(
                {
                    "name": "Ann Sample",
                    "email": "lost@example.com",
                    "street": "1 Main Street",
                    "street2": "Floor 1",
                    "city": "San Francisco",
                    "zip": "94103",
                }
            )
            binding = self.env["shopify.res.partner"].create(
                {"backend_id": self.backend.id, "odoo_id": record.id}
            )
            with self.backend.work_on(binding._name) as work:
                exporter = work.component(usage="record.exporter")
                payload = exporter._build_payload(binding)
                if is_noted:
                    exporter._create(binding, payload)
                else:
                    with patch.object(GenericExportAttempt, "_close"):
                        exporter._create(binding, payload)
            self.assertFalse(binding.external_id)
            record.name = "Changed since"
            self.env.flush_all()
            self.import_all("customers")
            self.assertEqual(self.get_bindings("shopify.res.partner"), binding)
            self.assertIn(binding.external_id, self.mock.records["customer"])
            self.assertEqual(
                (binding.made_by_export, record.name), (True, "Changed since")
            )
            self.export(record)
            self.assertEqual(binding.sync_state, "synced")
            self.assertEqual(self.mock.count("customer", "create"), 1)
            attempts = self.env["generic.export.attempt"].search([])
            self.assertEqual(attempts.mapped("state"), ["done"])
            self.mock.reset()
            attempts.unlink()
            binding.unlink()
            record.active = False

    def test_failed_exports_are_counted_and_left_out(self):
        """What failed as often as allowed is left out until it is tried again."""
        record = self.env["res.partner"].create(
            {
                "name": "Ann Sample",
                "email": "person1@example.com",
                "street": "1 Main Street",
                "street2": "Floor 1",
                "city": "San Francisco",
                "zip": "94103",
            }
        )
        for tries in (1, 2):
            with (
                patch.object(GenericAdapter, "_create", side_effect=RemoteError("No")),
                self.assertLogs("odoo.addons.generic_connector", "ERROR"),
            ):
                self.export(record)
            binding = self.get_bindings("shopify.res.partner")
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
        record = self.env["res.partner"].create(
            {
                "name": "Ann Sample",
                "email": "person1@example.com",
                "street": "1 Main Street",
                "street2": "Floor 1",
                "city": "San Francisco",
                "zip": "94103",
            }
        )
        self.env["shopify.res.partner"].create(
            {"backend_id": self.backend.id, "odoo_id": record.id, "no_export": True}
        )
        wizard = self.export(record)
        self.assertEqual(wizard.skipped_count, 1)
        self.assertFalse(self.mock.records["customer"])

    def test_change_is_exported(self):
        """A change goes out by itself where the switch is on, several in one job."""
        record = self.env["res.partner"].create(
            {
                "name": "Ann Sample",
                "email": "person1@example.com",
                "street": "1 Main Street",
                "street2": "Floor 1",
                "city": "San Francisco",
                "zip": "94103",
            }
        )
        self.export(record)
        record.street = "Changed"
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
        self.backend.export_customers_on_change = True
        record.street = "Changed before"
        record.street = "Changed"
        self.env.cr.flush()
        self.assertEqual(len(self.run_jobs()), 1)
        binding = self.get_bindings("shopify.res.partner")
        remote = self.mock.records["customer"][binding.external_id]
        self.assertEqual(dig(remote, "default_address.address1"), "Changed")

    def test_import_is_not_sent_back(self):
        """What an import writes is no change, with the switch on as well."""
        self.backend.export_customers_on_change = True
        self.add_samples("customer", 3)
        self.import_all("customers")
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
