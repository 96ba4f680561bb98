from odoo.tests import tagged

from .common import WoocommerceCase
from .samples import expected


@tagged("post_install", "-at_install")
class TestCategory(WoocommerceCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("category", 8)
        self.import_all("categories")
        bindings = self.get_bindings("woocommerce.product.category")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("category", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding(
                "woocommerce.product.category", "category", record
            )
            for field, value in expected("category", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("categories")
        self.assertEqual(self.get_bindings("woocommerce.product.category"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_remote_change(self):
        """A change in the external system arrives with the next import."""
        record, *_others = self.add_samples("category", 2)
        self.import_all("categories")
        self.mock.change("category", record, name="Changed")
        self.backend.sync_categories()
        self.run_jobs()
        binding = self.get_binding("woocommerce.product.category", "category", record)
        self.assertEqual(binding.name, "Changed")

    def test_changes_on_both_sides(self):
        """What one side changed comes through; where both did, the policy counts."""
        [record] = self.add_samples("category", 1)
        self.import_all("categories")
        binding = self.get_binding("woocommerce.product.category", "category", record)
        # Only Odoo changed it.
        binding.odoo_id.name = "Ours"
        self.mock.change("category", record)
        self.import_all("categories")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_categories = "external_wins"
        self.mock.change("category", record, name="Theirs")
        self.import_all("categories")
        self.assertEqual(binding.name, "Theirs")
        self.backend.conflict_categories = "odoo_wins"
        binding.odoo_id.name = "Ours"
        self.mock.change("category", record, name="Theirs again")
        self.import_all("categories")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_categories = "manual"
        self.mock.change("category", record, name="Theirs at last")
        self.import_all("categories")
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
