from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.connector.exception import MappingError
from odoo.addons.generic_connector.components.importer import GenericImporter
from odoo.addons.queue_job.job import Job

from .common import ShopifyCase
from .mock_server import external_id
from .samples import sample


@tagged("post_install", "-at_install")
class TestSync(ShopifyCase):
    def get_runs(self):
        """Return the imports of the backend in the order of their start."""
        return self.env["generic.run"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)], order="id"
        )

    def test_import_all(self):
        """One run per entity, those that others depend on first."""
        self.backend.action_sync_all()
        self.run_jobs()
        runs = self.get_runs()
        self.assertEqual(
            runs.mapped("binding_model"),
            [
                "shopify.res.partner",
                "shopify.product.template",
                "shopify.stock.level",
                "shopify.sale.order",
            ],
        )
        self.assertEqual(set(runs.mapped("state")), {"done"})

    def test_wizard(self):
        """The wizard starts what was chosen, and nothing else."""
        wizard = self.env["shopify.sync.wizard"].create(
            {
                "backend_id": self.backend.id,
                "mode": "all",
                "sync_products": False,
                "sync_inventory": False,
                "sync_orders": False,
            }
        )
        wizard.action_sync()
        self.run_jobs()
        self.assertEqual(
            self.get_runs().mapped("binding_model"), ["shopify.res.partner"]
        )

    def test_wizard_while_an_import_runs(self):
        """Whoever wants something else than the import that runs is told so."""
        entity = next(iter(self.backend._sync_entities))
        self.backend._sync_entity(entity)
        self.backend._sync_entity(entity)
        self.assertEqual(len(self.get_runs()), 1)
        with self.assertRaises(UserError):
            self.backend._sync_entity(entity, force=True)
        self.run_jobs()

    def test_scheduled_actions(self):
        """They are shipped inactive, and start an import when they run."""
        cron = self.env.ref("shopify_connector.ir_cron_shopify_sync_customers")
        self.assertFalse(cron.active)
        cron.method_direct_trigger()
        self.run_jobs()
        self.assertIn("shopify.res.partner", self.get_runs().mapped("binding_model"))

    def run_one_job(self):
        """Run the oldest pending job only."""
        record = self.env["queue.job"].search(
            [("state", "=", "pending")], order="id", limit=1
        )
        job = Job.load(self.env, record.uuid)
        job.set_started()
        job.store()
        job.perform()
        job.set_done()
        job.store()

    def test_pause_and_resume(self):
        """A paused import goes on where it stopped, and does nothing twice."""
        records = self.add_samples("customer", 8)
        self.backend._sync_entity("customers", full=True)
        run = self.get_runs()
        self.run_one_job()
        self.assertEqual(run.page_count, 1)
        run.action_pause()
        self.run_jobs()
        self.assertEqual((run.state, run.page_count), ("paused", 1))
        result = self.backend._sync_entity("customers")
        self.assertEqual(result["params"]["type"], "warning")
        self.assertEqual(self.get_runs(), run)
        run.action_resume()
        self.run_jobs()
        self.assertEqual(run.state, "done")
        self.assertEqual(len(self.get_bindings("shopify.res.partner")), len(records))
        self.assertEqual(self.mock.count("customer", "list"), run.page_count)

    def test_stop_while_a_page_is_at_work(self):
        """Whoever cancels does not wait: the next job stops the import."""
        self.add_samples("customer", 8)
        self.backend._sync_entity("customers", full=True)
        run = self.get_runs()
        self.run_one_job()
        with patch.object(type(run), "_try_lock", lambda self: False):
            run.action_cancel()
        self.assertEqual(run.state, "running")
        self.run_jobs()
        self.assertEqual((run.state, run.page_count), ("cancelled", 1))

    def test_workers_that_are_killed_again_and_again(self):
        """A page that costs its worker's life stops the import where people see it."""
        self.add_samples("customer", 4)
        self.backend._sync_entity("customers", full=True)
        job = self.env["queue.job"].search([("state", "=", "pending")])
        # As the queue counts those that it finds dead.
        job.retry = job.max_retries + 1
        with self.assertLogs("odoo.addons.generic_connector", "ERROR"):
            self.run_jobs()
        run = self.get_runs()
        self.assertEqual(run.state, "failed")
        self.assertIn("killed", run.message)
        run.action_resume()
        self.run_jobs()
        self.assertEqual(run.state, "done")

    def test_unforeseen_failure(self):
        """What nobody foresaw stops the import where people see it; it resumes."""
        records = self.add_samples("customer", 4)
        self.backend._sync_entity("customers", full=True)
        run = self.get_runs()
        with (
            patch.object(
                GenericImporter, "_load_bindings", side_effect=KeyError("unforeseen")
            ),
            mute_logger("odoo.addons.generic_connector.components.batch_importer"),
        ):
            self.run_jobs()
        self.assertEqual(run.state, "failed")
        self.assertIn("unforeseen", run.message)
        run.action_resume()
        self.run_jobs()
        self.assertEqual(run.state, "done")
        self.assertEqual(len(self.get_bindings("shopify.res.partner")), len(records))

    @contextmanager
    def refusing(self, *records):
        """Let these records fail while the block runs."""
        bad = {external_id("customer", record) for record in records}
        prepare = GenericImporter._before_import

        def refuse(importer, record):
            if importer._get_external_id(record) in bad:
                raise MappingError("This one cannot be mapped.")
            return prepare(importer, record)

        with (
            patch.object(GenericImporter, "_before_import", refuse),
            mute_logger("odoo.addons.generic_connector.components.importer"),
        ):
            yield

    def get_letters(self):
        """Return the dead letters of the backend."""
        return self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)], order="id"
        )

    def test_failures_are_counted_and_left_out(self):
        """What failed as often as allowed is left alone until it is tried again."""
        records = self.add_samples("customer", 3)
        self.import_all("customers")
        binding = self.get_binding("shopify.res.partner", "customer", records[0])
        binding.max_retries = 2
        records[0]["silently"] = "changed"
        for tries in (1, 2, 2):
            with self.refusing(records[0]):
                self.import_all("customers")
            letter = self.get_letters()
            self.assertEqual((letter.attempts, binding.retry_count), (tries, tries))
            self.assertEqual(self.get_runs()[-1].failed_count, 1)
        self.assertEqual(binding.sync_state, "failed")
        # It is left out although nothing is wrong any more.
        self.import_all("customers")
        self.assertEqual(letter.state, "open")
        letter.action_retry()
        self.run_jobs()
        self.assertEqual(letter.state, "resolved")
        self.assertEqual((binding.sync_state, binding.retry_count), ("synced", 0))

    def test_failures_that_heal_by_themselves(self):
        """A record that is again as it was imported closes its dead letter."""
        records = self.add_samples("customer", 2)
        self.import_all("customers")
        binding = self.get_binding("shopify.res.partner", "customer", records[0])
        records[0]["silently"] = "changed"
        with self.refusing(records[0]):
            self.import_all("customers")
        letter = self.get_letters()
        self.assertEqual((letter.state, binding.sync_state), ("open", "failed"))
        del records[0]["silently"]
        self.import_all("customers")
        self.assertEqual((letter.state, binding.sync_state), ("resolved", "synced"))

    def test_ignored_failures_are_left_out(self):
        """What is ignored stays so until the record changes."""
        records = self.add_samples("customer", 2)
        with self.refusing(records[0]):
            self.import_all("customers")
            letter = self.get_letters()
            letter._ignore("Test record")
            self.import_all("customers")
        self.assertEqual(self.get_letters(), letter)
        self.assertEqual((letter.state, letter.attempts), ("ignored", 1))
        records[0]["silently"] = "changed"
        self.import_all("customers")
        self.assertEqual(len(self.get_bindings("shopify.res.partner")), len(records))

    def test_many_dead_letters_are_tried_again(self):
        """Those that succeed are closed; the others have one attempt more."""
        records = self.add_samples("customer", 3)
        with self.refusing(*records):
            self.import_all("customers")
        letters = self.get_letters()
        self.assertEqual(len(letters), 3)
        with self.refusing(records[2]):
            letters.action_retry()
            self.run_jobs()
        by_id = {letter.external_id: letter for letter in letters}
        bad = by_id.pop(external_id("customer", records[2]))
        self.assertEqual((bad.state, bad.attempts), ("open", 2))
        self.assertEqual({letter.state for letter in by_id.values()}, {"resolved"})
        self.assertEqual(len(self.get_bindings("shopify.res.partner")), 2)

    def compare(self):
        """Compare both sides; return the reconciliation."""
        self.backend._reconcile_entity("customers")
        self.run_jobs()
        return self.env["generic.reconciliation"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)], limit=1
        )

    def test_reconciliation(self):
        """What is missing, differs or is gone is found, and repaired where asked."""
        records = self.add_samples("customer", 8)
        self.import_all("customers")
        found = self.compare()
        self.assertEqual((found.state, found.matched_count), ("done", len(records)))
        self.assertFalse(found.line_ids.filtered("external_id"))
        bindings = self.get_bindings("shopify.res.partner")
        gone = external_id("customer", records[0])
        del self.mock.records["customer"][gone]
        records[1]["silently"] = "changed"
        added = sample("customer", 9)
        self.mock.add("customer", added)
        found = self.compare()
        lines = {
            line.kind: line for line in found.line_ids if line.kind != "unexported"
        }
        self.assertEqual(
            {kind: line.external_id for kind, line in lines.items()},
            {
                "orphaned": gone,
                "stale": external_id("customer", records[1]),
                "missing": external_id("customer", added),
            },
        )
        self.assertEqual((found.fetched_count, found.linked_count), (8, 8))
        # Nothing is changed before somebody says so.
        self.assertEqual(self.get_bindings("shopify.res.partner"), bindings)
        for line in lines.values():
            line.action_repair()
        self.run_jobs()
        self.assertEqual({line.state for line in lines.values()}, {"done"})
        binding = self.get_binding("shopify.res.partner", "customer", records[0])
        self.assertEqual(binding.sync_state, "deleted")
        self.assertTrue(self.get_binding("shopify.res.partner", "customer", added))
        found = self.compare()
        self.assertEqual((found.matched_count, found.linked_count), (8, 8))
        self.assertFalse(found.line_ids.filtered("external_id"))

    def test_reconciliation_is_paused_and_resumed(self):
        """It goes on where it stopped, and finds the same."""
        records = self.add_samples("customer", 8)
        self.import_all("customers")
        del self.mock.records["customer"][external_id("customer", records[7])]
        self.backend._reconcile_entity("customers")
        self.run_one_job()
        found = self.env["generic.reconciliation"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )
        found.action_pause()
        self.run_jobs()
        self.assertEqual((found.state, found.page_count), ("paused", 1))
        found.action_resume()
        self.run_jobs()
        self.assertEqual((found.state, found.orphaned_count), ("done", 1))
        self.assertEqual(found.matched_count, 7)

    def test_reconciliation_of_exports(self):
        """What the export would create over there is found, exported where asked."""
        # Not the first ones: the new record looks like them.
        self.mock.add("customer", sample("customer", 8))
        self.import_all("customers")
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
        line = self.compare().line_ids.filtered(lambda line: line.odoo_ref == record.id)
        self.assertEqual(line.kind, "unexported")
        line.action_repair()
        self.run_jobs()
        binding = self.get_bindings("shopify.res.partner").filtered(
            lambda binding: binding.odoo_id == record
        )
        self.assertIn(binding.external_id, self.mock.records["customer"])
        # What the system answered to the export is what stands there.
        found = self.compare()
        self.assertFalse(found.line_ids.filtered("external_id"))
        self.assertNotIn(record.id, found.line_ids.mapped("odoo_ref"))
        # Where Odoo's shall stand there again, it is sent, whoever wins conflicts.
        self.mock.records["customer"][binding.external_id]["silently"] = "changed"
        line = self.compare().line_ids.filtered("external_id")
        self.assertEqual((line.kind, line.external_id), ("stale", binding.external_id))
        line.action_send()
        self.run_jobs()
        self.assertEqual(line.state, "done")
        self.assertEqual(self.mock.count("customer", "update"), 1)
        self.assertFalse(self.compare().line_ids.filtered("external_id"))
