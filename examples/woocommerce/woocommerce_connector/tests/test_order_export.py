from odoo.tests import tagged

from .common import WoocommerceCase
from .mock_server import dig


@tagged("post_install", "-at_install")
class TestOrderExport(WoocommerceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create(
            {"name": "Ann Sample", "email": "ann.sample@example.com"}
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Chair", "default_code": "CHAIR-1", "list_price": 40.0}
        )
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 3.0,
                            "price_unit": 40.0,
                            "tax_ids": [(6, 0, [])],
                        },
                    )
                ],
            }
        )

    def get_letter(self):
        """Return the error of the open dead letter of an order, empty without one."""
        return (
            self.env["generic.dead.letter"]
            .search(
                [
                    ("backend_id", "=", self.backend.generic_backend_id.id),
                    ("binding_model", "=", "woocommerce.sale.order"),
                    ("state", "=", "open"),
                ]
            )
            .error
        )

    def test_dependencies_first(self):
        """Customer and product go before the order, which names them."""
        self.order.action_confirm()
        wizard = self.export(self.order)
        self.assertFalse(self.get_letter())
        self.assertEqual((wizard.exported_count, wizard.error_count), (1, 0))
        [remote] = self.mock.records["order"].values()
        [customer] = self.mock.records["customer"]
        self.assertEqual(str(dig(remote, "customer_id")), customer)
        self.assertEqual(len(self.mock.records["product"]), 1)
        [line] = dig(remote, "line_items")
        self.assertEqual(line["quantity"], 3)
        self.assertEqual(float(dig(line, "total")), 120.0)
        # A product without options has no variant over there.
        self.assertFalse(dig(line, "variation_id"))
        requests = self.mock.count("order", "create")
        self.export(self.order)
        self.assertEqual(self.mock.count("order", "create"), requests)
        self.assertEqual(requests, 1)

    def test_discount(self):
        """A discount that cannot be divided leaves the total as it is in Odoo."""
        self.order.order_line.write({"price_unit": 9.99, "discount": 15.0})
        self.order.action_confirm()
        self.export(self.order)
        self.assertFalse(self.get_letter())
        [remote] = self.mock.records["order"].values()
        [line] = dig(remote, "line_items")
        self.assertAlmostEqual(float(dig(line, "total")), 25.47, 2)
        self.assertEqual(self.order.amount_total, 25.47)
        self.assertAlmostEqual(float(dig(line, "subtotal")), 29.97, 2)

    def test_quotation(self):
        """An order that is not confirmed is left out, and the wizard says why."""
        wizard = self.export(self.order)
        self.assertEqual((wizard.exported_count, wizard.skipped_count), (0, 1))
        self.assertIn(self.order.name, wizard.message)
        self.assertFalse(self.mock.records["order"])

    def test_customer_without_export(self):
        """An order whose customer must not go out is a dead letter that says so."""
        self.env["woocommerce.res.partner"].create(
            {
                "backend_id": self.backend.id,
                "odoo_id": self.customer.id,
                "no_export": True,
            }
        )
        self.order.action_confirm()
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.export(self.order)
        self.assertIn("Ann Sample", self.get_letter())
        self.assertFalse(self.mock.records["order"])
        self.assertFalse(self.mock.records["customer"])
