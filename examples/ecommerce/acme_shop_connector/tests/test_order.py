from odoo.tests import tagged

from .common import AcmeShopCase
from .mock_server import put
from .samples import sample


@tagged("post_install", "-at_install")
class TestOrder(AcmeShopCase):
    def add_order(self, number=1):
        """Put an order into the mock, with the records that it names."""
        self.mock.add("customer", sample("customer", number))
        self.mock.add("category", sample("category", number))
        self.mock.add("product", sample("product", number))
        record = sample("order", number)
        put(record, "currency", self.env.company.currency_id.name)
        self.mock.add("order", record)
        return record

    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        for number in range(1, 8):
            self.add_order(number)
        self.import_all("orders")
        bindings = self.get_bindings("acme_shop.sale.order")
        self.assertEqual(len(bindings), 7)
        self.assertGreaterEqual(self.mock.count("order", "list"), 3)
        self.import_all("orders")
        self.assertEqual(self.get_bindings("acme_shop.sale.order"), bindings)

    def test_amounts(self):
        """Lines, discount, taxes and shipping add up to the remote total."""
        record = self.add_order()
        self.import_all("orders")
        order = self.get_binding("acme_shop.sale.order", "order", record).odoo_id
        self.assertAlmostEqual(order.amount_total, 32.45, 2)
        self.assertAlmostEqual(order.amount_tax, 4.95, 2)
        products = order.order_line.product_id
        bound = self.get_bindings("acme_shop.product.product").odoo_id
        self.assertEqual(products & bound, bound)
        self.assertEqual(
            order.partner_id, self.get_bindings("acme_shop.res.partner").odoo_id
        )

    def test_wrong_total(self):
        """An order whose total is not ours is not imported, and says so."""
        record = self.add_order()
        put(record, "total", 33.45)
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_all("orders")
        self.assertFalse(self.get_bindings("acme_shop.sale.order"))
        letter = self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )
        self.assertEqual(len(letter), 1)
        self.assertEqual(letter.state, "open")

    def test_guest(self):
        """An order without a customer gets a contact of its own."""
        record = self.add_order()
        put(record, "customer", None)
        self.import_all("orders")
        order = self.get_bindings("acme_shop.sale.order").odoo_id
        self.assertEqual(order.partner_id.email, "person1@example.com")
        self.assertFalse(self.get_bindings("acme_shop.res.partner"))

    def test_known_guest(self):
        """A guest is known by any address of a contact, people of a company too."""
        partners = self.env["res.partner"]
        company = partners.create({"name": "Company", "is_company": True})
        contact = partners.create(
            {
                "name": "Known",
                "parent_id": company.id,
                "email": "known@example.com, Person1@example.com",
            }
        )
        record = self.add_order()
        put(record, "customer", None)
        self.import_all("orders")
        order = self.get_bindings("acme_shop.sale.order").odoo_id
        self.assertEqual(order.partner_id, contact)

    def test_guest_of_company(self):
        """A guest who orders for a company is one of its contacts."""
        company = self.env["res.partner"].create(
            {"name": "ACME Ltd", "is_company": True, "street": "Elsewhere 1"}
        )
        for number in (1, 2):
            record = self.add_order(number)
            put(record, "customer", None)
            put(record, "billing_address.company", "Acme  LTD")
        self.import_all("orders")
        orders = self.get_bindings("acme_shop.sale.order").odoo_id
        self.assertEqual(orders.partner_id.parent_id, company)
        self.assertEqual(orders.partner_id.commercial_partner_id, company)
        self.assertEqual(len(company.child_ids), 2)
        self.assertEqual(company.street, "Elsewhere 1")
        self.assertNotIn("Elsewhere 1", orders.partner_id.mapped("street"))
        record = self.add_order(3)
        put(record, "customer", None)
        put(record, "email", "person1@example.com")
        self.import_all("orders")
        orders = self.get_bindings("acme_shop.sale.order").odoo_id
        self.assertEqual(len(orders), 3)
        self.assertEqual(len(orders.partner_id), 2)
