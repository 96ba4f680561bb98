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
