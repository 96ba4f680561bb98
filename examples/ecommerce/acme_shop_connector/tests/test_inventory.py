from odoo.tests import tagged

from .common import AcmeShopCase
from .mock_server import dig, put
from .samples import sample


@tagged("post_install", "-at_install")
class TestInventory(AcmeShopCase):
    def setUp(self):
        super().setUp()
        self.mock.add("category", sample("category"))
        self.mock.add("product", sample("product"))
        self.import_all("products")
        bound, *_others = self.get_bindings("acme_shop.product.product")
        self.product = bound.odoo_id
        self.key = bound.external_id
        self.level = self.make_level("7001", 7)
        self.mock.add("inventory", self.level)
        self.location = self.backend.warehouse_id.lot_stock_id

    def make_level(self, location, quantity):
        """Return a level of the product as the system has it."""
        level = {}
        put(level, "variant_id", self.key)
        put(level, "location_id", location)
        put(level, "quantity", quantity)
        return level

    def get_quantity(self, location=None):
        """Return what a place, by default the warehouse, has of the product."""
        location = location or self.location
        product = self.product.with_context(location=location.id)
        product.invalidate_recordset(["qty_available"])
        return product.qty_available

    def test_import(self):
        """A level becomes the quantity on hand, and follows its changes."""
        self.import_all("inventory")
        self.assertEqual(self.get_quantity(), 7)
        put(self.level, "quantity", 4)
        self.mock.change("inventory", self.level)
        self.backend.sync_inventory()
        self.run_jobs()
        self.assertEqual(self.get_quantity(), 4)

    def test_several_locations(self):
        """Each mapped location has a stock of its own; others are left out."""
        self.mock.add(
            "inventory",
            self.make_level("7002", 3),
            self.make_level("7003", 5),
        )
        other = self.env["stock.location"].create(
            {"name": "Shelf", "usage": "internal", "location_id": self.location.id}
        )
        self.map_location("7002", other)
        self.import_all("inventory")
        # The shelf is within the warehouse.
        self.assertEqual((self.get_quantity(other), self.get_quantity()), (3, 10))
        levels = self.get_bindings("acme_shop.stock.level")
        self.assertEqual(
            set(levels.mapped("external_location_id")),
            {"7001", "7002"},
        )
        table = self.backend._ensure_mapping_table("location")
        table.missing = "fail"
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_all("inventory")
        letter = self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )
        self.assertIn("7003", letter.error)
        self.map_location("7003", self.backend.warehouse_id)
        letter.action_retry()
        self.run_jobs()
        self.assertEqual(letter.state, "resolved")

    def test_export(self):
        """The stock of the warehouse is set in the external system."""
        quant = self.env["stock.quant"].create(
            {
                "product_id": self.product.id,
                "location_id": self.location.id,
                "inventory_quantity": 11,
            }
        )
        quant.action_apply_inventory()
        wizard = self.export(quant)
        self.assertEqual(wizard.exported_count, 1)
        level = next(iter(self.mock.records["inventory"].values()))
        self.assertEqual(dig(level, "quantity"), 11)
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "usage": "internal", "location_id": self.location.id}
        )
        self.map_location("7002", shelf)
        self.export(quant)
        levels = self.mock.records["inventory"].values()
        # What numbers look like is the system's business.
        self.assertEqual(
            {
                str(dig(level, "location_id")): dig(level, "quantity")
                for level in levels
            },
            {"7001": 11, "7002": 0},
        )
