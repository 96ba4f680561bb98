from odoo.tests import tagged

from .common import AcmeShopCase
from .samples import expected


@tagged("post_install", "-at_install")
class TestPricelist(AcmeShopCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("pricelist", 8)
        self.import_all("pricelists")
        bindings = self.get_bindings("acme_shop.product.pricelist")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("pricelist", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding(
                "acme_shop.product.pricelist", "pricelist", record
            )
            for field, value in expected("pricelist", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("pricelists")
        self.assertEqual(self.get_bindings("acme_shop.product.pricelist"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_remote_change(self):
        """A change in the external system arrives with the next import."""
        record, *_others = self.add_samples("pricelist", 2)
        self.import_all("pricelists")
        self.mock.change("pricelist", record, name="Changed")
        self.backend.sync_pricelists()
        self.run_jobs()
        binding = self.get_binding("acme_shop.product.pricelist", "pricelist", record)
        self.assertEqual(binding.name, "Changed")

    def test_changes_on_both_sides(self):
        """What one side changed comes through; where both did, the policy counts."""
        [record] = self.add_samples("pricelist", 1)
        self.import_all("pricelists")
        binding = self.get_binding("acme_shop.product.pricelist", "pricelist", record)
        # Only Odoo changed it.
        binding.odoo_id.name = "Ours"
        self.mock.change("pricelist", record)
        self.import_all("pricelists")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_pricelists = "external_wins"
        self.mock.change("pricelist", record, name="Theirs")
        self.import_all("pricelists")
        self.assertEqual(binding.name, "Theirs")
        self.backend.conflict_pricelists = "odoo_wins"
        binding.odoo_id.name = "Ours"
        self.mock.change("pricelist", record, name="Theirs again")
        self.import_all("pricelists")
        self.assertEqual(binding.name, "Ours")
        self.backend.conflict_pricelists = "manual"
        self.mock.change("pricelist", record, name="Theirs at last")
        self.import_all("pricelists")
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

    def test_items(self):
        """An item is linked by its own id, and only once."""
        self.add_samples("pricelist", 1)
        self.import_all("pricelists")
        bindings = self.get_bindings("acme_shop.product.pricelist.item")
        self.assertEqual(bindings.mapped("external_id"), ["1511"])
        parent = self.get_bindings("acme_shop.product.pricelist")
        self.assertEqual(bindings.odoo_id.pricelist_id, parent.odoo_id)
        self.import_all("pricelists")
        self.assertEqual(
            self.get_bindings("acme_shop.product.pricelist.item"), bindings
        )
