from odoo.tests import tagged

from .common import ShopifyCase
from .samples import sample


@tagged("post_install", "-at_install")
class TestInventory(ShopifyCase):
    def setUp(self):
        super().setUp()
        product = sample("product")
        self.mock.add("product", product)
        self.import_all("products")
        self.variant, *_others = self.get_bindings("shopify.product.product")
        self.level = {
            "inventory_item_id": int(self.variant.inventory_item_id),
            "location_id": "7001",
            "available": 7,
        }
        self.mock.add("inventory", self.level)
        self.location = self.backend.warehouse_id.lot_stock_id

    def get_quantity(self):
        """Return what the warehouse has of the product."""
        product = self.variant.odoo_id.with_context(location=self.location.id)
        product.invalidate_recordset(["qty_available"])
        return product.qty_available

    def test_import(self):
        """A level becomes the quantity on hand, and follows its changes."""
        self.import_all("inventory")
        self.assertEqual(self.get_quantity(), 7)
        self.mock.change("inventory", self.level, available=4)
        self.backend.sync_inventory()
        self.run_jobs()
        self.assertEqual(self.get_quantity(), 4)

    def test_export(self):
        """The stock of the warehouse is set in the external system."""
        quant = self.env["stock.quant"].create(
            {
                "product_id": self.variant.odoo_id.id,
                "location_id": self.location.id,
                "inventory_quantity": 11,
            }
        )
        quant.action_apply_inventory()
        wizard = self.export(quant)
        self.assertEqual(wizard.exported_count, 1)
        level = next(iter(self.mock.records["inventory"].values()))
        self.assertEqual(level["available"], 11)
