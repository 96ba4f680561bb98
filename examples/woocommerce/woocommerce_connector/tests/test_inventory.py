from odoo.tests import tagged

from .common import WoocommerceCase
from .mock_server import dig, put
from .samples import sample


@tagged("post_install", "-at_install")
class TestInventory(WoocommerceCase):
    def setUp(self):
        super().setUp()
        self.record = sample("product")
        self.parts = dig(self.record, "variations")
        for part in self.parts:
            put(part, "stock_quantity", 7)
            put(part, "manage_stock", True)
        self.mock.add("category", sample("category"), sample("category", 2))
        self.mock.add("product", self.record)
        self.import_all("products")
        self.location = self.backend.warehouse_id.lot_stock_id

    def get_quantities(self):
        """Return what the warehouse has of each variant."""
        products = (
            self.get_bindings("woocommerce.product.product")
            .sorted("external_id")
            .odoo_id.with_context(location=self.location.id)
        )
        products.invalidate_recordset(["qty_available"])
        return products.mapped("qty_available")

    def test_import(self):
        """Levels become quantities on hand, and follow their changes."""
        put(self.parts[1], "manage_stock", False)
        expected = [7, 0]
        self.import_all("inventory")
        self.assertEqual(self.get_quantities(), expected)
        bindings = self.get_bindings("woocommerce.stock.level")
        self.assertEqual(len(bindings), 2)
        put(self.parts[0], "stock_quantity", 4)
        self.mock.change("product", self.record)
        self.backend.sync_inventory()
        self.run_jobs()
        self.assertEqual(self.get_quantities(), [4, *expected[1:]])
        self.assertEqual(self.get_bindings("woocommerce.stock.level"), bindings)

    def test_without_variants(self):
        """A product without variants has its stock in its own record."""
        record = sample("product", 2)
        put(record, "variations", [])
        put(record, "stock_quantity", 3)
        put(record, "manage_stock", True)
        self.mock.add("product", record)
        self.import_all("products")
        self.import_all("inventory")
        template = self.get_binding(
            "woocommerce.product.template", "product", record
        ).odoo_id
        self.assertEqual(len(template.product_variant_ids), 1)
        product = template.product_variant_id.with_context(location=self.location.id)
        self.assertEqual(product.qty_available, 3)

    def test_export(self):
        """The stock of the warehouse is set in the record of the variant."""
        variant, _other = self.get_bindings("woocommerce.product.product").sorted(
            "external_id"
        )
        quant = self.env["stock.quant"].create(
            {
                "product_id": variant.odoo_id.id,
                "location_id": self.location.id,
                "inventory_quantity": 11,
            }
        )
        quant.action_apply_inventory()
        wizard = self.export(quant)
        self.assertEqual(wizard.exported_count, 1)
        parts = dig(
            self.mock.records["product"][variant.external_parent_id], "variations"
        )
        self.assertEqual([dig(part, "stock_quantity") for part in parts], [11, 7])
