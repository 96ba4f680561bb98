from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.generic_connector.components.adapter import GenericAdapter
from odoo.addons.generic_connector.exceptions import RemoteError
from odoo.addons.generic_connector.models.generic_export_attempt import (
    GenericExportAttempt,
)

from .common import ShopifyCase
from .mock_server import dig, put
from .samples import expected


@tagged("post_install", "-at_install")
class TestProduct(ShopifyCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("product", 8)
        self.import_all("products")
        bindings = self.get_bindings("shopify.product.template")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("product", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding("shopify.product.template", "product", record)
            for field, value in expected("product", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("products")
        self.assertEqual(self.get_bindings("shopify.product.template"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_remote_change(self):
        """A change in the external system arrives with the next import."""
        record, *_others = self.add_samples("product", 2)
        self.import_all("products")
        self.mock.change("product", record, title="Changed")
        self.backend.sync_products()
        self.run_jobs()
        binding = self.get_binding("shopify.product.template", "product", record)
        self.assertEqual(binding.name, "Changed")

    def test_changes_on_both_sides(self):
        """What one side changed comes through; where both did, the policy counts."""
        [record] = self.add_samples("product", 1)
        self.import_all("products")
        binding = self.get_binding("shopify.product.template", "product", record)
        # Only Odoo changed it.
        binding.odoo_id.name = "Ours"
        self.mock.change("product", record)
        self.import_all("products")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_products = "external_wins"
        self.mock.change("product", record, title="Theirs")
        self.import_all("products")
        self.assertEqual(binding.name, "Theirs")
        self.backend.conflict_products = "odoo_wins"
        binding.odoo_id.name = "Ours"
        self.mock.change("product", record, title="Theirs again")
        self.import_all("products")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_products = "manual"
        self.mock.change("product", record, title="Theirs at last")
        self.import_all("products")
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

    def test_variants(self):
        """A variant is linked by its own id, and only once."""
        self.add_samples("product", 1)
        self.import_all("products")
        bindings = self.get_bindings("shopify.product.product")
        self.assertEqual(bindings.mapped("external_id"), ["1311", "1321"])
        parent = self.get_bindings("shopify.product.template")
        self.assertEqual(bindings.odoo_id, parent.product_variant_ids)
        self.import_all("products")
        self.assertEqual(self.get_bindings("shopify.product.product"), bindings)

    def test_known_record_is_linked(self):
        """A product that Odoo has already is found by its variant."""
        [record] = self.add_samples("product", 1)
        put(record, "variants", dig(record, "variants")[:1])
        put(record, "options", [{"name": "Title", "values": ["Default Title"]}])
        put(dig(record, "variants")[0], "option1", "Default Title")
        known = self.env["product.template"].create(
            {"name": "Known", "default_code": "SKU-1-S"}
        )
        self.import_all("products")
        binding = self.get_bindings("shopify.product.template")
        self.assertEqual(binding.odoo_id, known)
        self.assertEqual(
            self.get_bindings("shopify.product.product").odoo_id,
            known.product_variant_id,
        )

    def test_export(self):
        """A record is created once, then updated, and not sent when unchanged."""
        record = self.env["product.template"].create({"name": "Sample 1"})
        wizard = self.export(record)
        self.assertEqual((wizard.exported_count, wizard.created_count), (1, 1))
        binding = self.get_bindings("shopify.product.template")
        self.assertEqual(binding.odoo_id, record)
        remote = self.mock.records["product"][binding.external_id]
        self.assertEqual(remote["title"], "Sample 1")
        record.name = "Changed"
        self.export(record)
        self.export(record)
        remote = self.mock.records["product"][binding.external_id]
        self.assertEqual(remote["title"], "Changed")
        self.assertEqual(self.mock.count("product", "create"), 1)
        self.assertEqual(self.mock.count("product", "update"), 1)
        variants = self.get_bindings("shopify.product.product")
        self.assertEqual(variants.odoo_id, record.product_variant_ids)
        self.assertTrue(all(variants.mapped("external_id")))

    def test_export_overwrites_no_change(self):
        """What changed over there since is taken, or a person decides, before."""
        record = self.env["product.template"].create({"name": "Sample 1"})
        self.export(record)
        binding = self.get_bindings("shopify.product.template")
        remote = self.mock.records["product"][binding.external_id]
        record.name = "Ours"
        self.mock.change("product", remote, title="Theirs")
        self.backend.conflict_products = "external_wins"
        self.export(record)
        remote = self.mock.records["product"][binding.external_id]
        self.assertEqual(remote["title"], "Theirs")
        self.assertEqual(record.name, "Theirs")
        record.name = "Ours"
        self.mock.change("product", remote, title="Theirs again")
        self.backend.conflict_products = "manual"
        self.export(record)
        remote = self.mock.records["product"][binding.external_id]
        self.assertEqual(remote["title"], "Theirs again")
        self.assertEqual(record.name, "Ours")
        self.get_conflict(binding).action_keep_odoo()
        self.run_jobs()
        remote = self.mock.records["product"][binding.external_id]
        self.assertEqual(remote["title"], "Ours")
        self.assertFalse(self.get_conflict(binding))

    def test_import_meets_a_lost_export(self):
        """A record whose export was killed is linked, not made a second time."""
        for is_noted in (False, True):
            record = self.env["product.template"].create(
                {"name": "Sample 1", "default_code": "LOST-1"}
            )
            binding = self.env["shopify.product.template"].create(
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
            self.import_all("products")
            self.assertEqual(self.get_bindings("shopify.product.template"), binding)
            self.assertIn(binding.external_id, self.mock.records["product"])
            self.assertEqual(
                (binding.made_by_export, record.name), (True, "Changed since")
            )
            self.export(record)
            self.assertEqual(binding.sync_state, "synced")
            self.assertEqual(self.mock.count("product", "create"), 1)
            attempts = self.env["generic.export.attempt"].search([])
            self.assertEqual(attempts.mapped("state"), ["done"])
            self.mock.reset()
            attempts.unlink()
            binding.unlink()
            record.active = False

    def test_import_meets_variants_under_way(self):
        """Variants that an export has made and not linked yet are linked."""
        attribute = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [(0, 0, {"name": name}) for name in "SM"]}
        )
        line = {
            "attribute_id": attribute.id,
            "value_ids": [(6, 0, attribute.value_ids.ids)],
        }
        record = self.env["product.template"].create({"name": "Sample 1"})
        record.attribute_line_ids = [(0, 0, line)]
        self.export(record)
        variants = self.get_bindings("shopify.product.product")
        self.assertEqual(variants.odoo_id, record.product_variant_ids)
        external_ids = variants.mapped("external_id")
        self.assertTrue(all(external_ids))
        variants.external_id = False
        self.env.flush_all()
        self.import_all("products")
        self.assertEqual(self.get_bindings("shopify.product.product"), variants)
        self.assertEqual(variants.mapped("external_id"), external_ids)
        self.assertEqual(variants.odoo_id, record.product_variant_ids)

    def test_failed_exports_are_counted_and_left_out(self):
        """What failed as often as allowed is left out until it is tried again."""
        record = self.env["product.template"].create({"name": "Sample 1"})
        for tries in (1, 2):
            with (
                patch.object(GenericAdapter, "_create", side_effect=RemoteError("No")),
                self.assertLogs("odoo.addons.generic_connector", "ERROR"),
            ):
                self.export(record)
            binding = self.get_bindings("shopify.product.template")
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
        record = self.env["product.template"].create({"name": "Sample 1"})
        self.env["shopify.product.template"].create(
            {"backend_id": self.backend.id, "odoo_id": record.id, "no_export": True}
        )
        wizard = self.export(record)
        self.assertEqual(wizard.skipped_count, 1)
        self.assertFalse(self.mock.records["product"])

    def test_export_batch(self):
        """A record that cannot be queued is counted as an error; the others go out."""
        refused = self.env["product.template"].create({"name": "Sample 1"})
        model = type(self.env["shopify.product.template"])
        queue = model._queue_export
        reason = "Not this one."

        def refuse(binding, **options):
            if binding.odoo_id == refused:
                raise UserError(reason)
            return queue(binding, **options)

        with patch.object(model, "_queue_export", refuse):
            action = self.backend.export_product_template(
                (refused | refused.copy()).ids
            )
        counts = action["params"]["counts"]
        self.assertEqual((counts["exported"], counts["created"]), (1, 1))
        [error] = counts["errors"]
        self.assertIn(reason, error)

    def test_change_is_exported(self):
        """A change goes out by itself where the switch is on, several in one job."""
        record = self.env["product.template"].create({"name": "Sample 1"})
        self.export(record)
        record.name = "Changed"
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
        self.backend.export_products_on_change = True
        record.name = "Changed before"
        record.name = "Changed"
        self.env.cr.flush()
        self.assertEqual(len(self.run_jobs()), 1)
        binding = self.get_bindings("shopify.product.template")
        remote = self.mock.records["product"][binding.external_id]
        self.assertEqual(remote["title"], "Changed")

    def test_import_is_not_sent_back(self):
        """What an import writes is no change, with the switch on as well."""
        self.backend.export_products_on_change = True
        self.add_samples("product", 3)
        self.import_all("products")
        self.env.cr.flush()
        self.assertFalse(self.run_jobs())
