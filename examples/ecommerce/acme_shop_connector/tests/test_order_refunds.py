from odoo.tests import tagged

from .common import AcmeShopCase
from .mock_server import put
from .samples import sample


@tagged("post_install", "-at_install")
class TestOrderRefunds(AcmeShopCase):
    def setUp(self):
        super().setUp()
        self.backend.write({"refund_policy": "both", "order_confirmation": "always"})
        self.mock.add("customer", sample("customer"))
        self.mock.add("category", sample("category"))
        self.mock.add("product", sample("product"))
        self.record = sample("order")
        put(self.record, "currency", self.env.company.currency_id.name)
        put(self.record, "refunds", [])

    def import_order(self):
        """Import the order as it is now, changed or not; return it."""
        self.mock.add("order", self.record)
        self.backend._sync_entity("orders", full=True, force=True)
        self.run_jobs()
        return self.get_bindings("acme_shop.sale.order").odoo_id

    def add_refund(self):
        """Let the system tell of the sample refund."""
        refund = sample("order_refund")
        put(self.record, "refunds", [refund])
        return refund

    def get_bookings(self, kind):
        return self.env["generic.booking"].search(
            [
                ("backend_id", "=", self.backend.generic_backend_id.id),
                ("kind", "=", kind),
            ]
        )

    def get_letter(self):
        return self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )

    def invoice(self, order):
        """Invoice what was ordered, whatever is delivered; return the invoice."""
        order.order_line.product_id.write({"invoice_policy": "order"})
        order.order_line.invalidate_recordset()
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    def deliver(self, order):
        """Deliver all that was ordered."""
        for move in order.picking_ids.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        order.picking_ids._action_done()

    def test_nothing(self):
        """Without a policy an order stays as it was ordered."""
        self.backend.refund_policy = "none"
        self.import_order()
        self.add_refund()
        order = self.import_order()
        self.assertAlmostEqual(order.amount_total, 32.45, 2)
        self.assertFalse(self.get_bookings("refund"))

    def test_with_the_first_import(self):
        """What was refunded before the order came is not invoiced."""
        self.add_refund()
        order = self.import_order()
        self.assertAlmostEqual(order.amount_total, 21.56, 2)
        self.assertFalse(self.get_letter())
        self.assertEqual(len(self.get_bookings("refund")), 1)

    def test_not_invoiced(self):
        """A refund of what is not invoiced is taken off the order, once."""
        order = self.import_order()
        self.assertEqual(order.state, "sale")
        self.add_refund()
        for _time in range(2):
            self.assertEqual(self.import_order(), order)
            self.assertAlmostEqual(order.amount_total, 21.56, 2)
            self.assertEqual(min(order.order_line.mapped("product_uom_qty")), 1.0)
        self.assertFalse(order.invoice_ids)
        self.assertFalse(self.get_letter())
        booking = self.get_bookings("refund")
        self.assertEqual(len(booking), 1)
        self.assertAlmostEqual(booking.amount, 10.89, 2)
        if "picking_ids" in order._fields:
            waiting = order.picking_ids.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            self.assertEqual(sum(waiting.mapped("product_uom_qty")), 2.0)

    def test_invoiced(self):
        """A refund of what is invoiced is credited to the cent, once."""
        order = self.import_order()
        invoice = self.invoice(order)
        self.assertAlmostEqual(invoice.amount_total, 32.45, 2)
        self.add_refund()
        for _time in range(2):
            self.import_order()
        note = self.get_bookings("refund").document
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(note.state, "posted")
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertAlmostEqual(note.amount_total, 10.89, 2)
        self.assertAlmostEqual(note.amount_tax, 1.89, 2)
        self.assertAlmostEqual(order.amount_total, 32.45, 2)
        self.assertFalse(self.get_letter())

    def test_delivered(self):
        """What is delivered comes back with a return, which waits for the goods."""
        order = self.import_order()
        if "picking_ids" not in order._fields:
            self.skipTest("Orders have no deliveries here.")
        self.deliver(order)
        delivery = order.picking_ids
        self.add_refund()
        for _time in range(2):
            self.import_order()
        self.assertFalse(self.get_letter())
        returned = self.get_bookings("return").document
        self.assertEqual(order.picking_ids, delivery | returned)
        self.assertEqual(returned.move_ids.product_uom_qty, 1.0)
        self.assertEqual(returned.move_ids.origin_returned_move_id.picking_id, delivery)
        self.assertNotEqual(returned.state, "done")

    def test_wrong_total(self):
        """A refund whose lines do not add up is a dead letter; the order stays."""
        order = self.import_order()
        invoice = self.invoice(order)
        refund = self.add_refund()
        put(refund, "total", 11.89)
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_order()
        letter = self.get_letter()
        self.assertEqual(letter.state, "open")
        self.assertIn("10.89", letter.error)
        self.assertEqual(order.invoice_ids, invoice)
        self.assertFalse(self.get_bookings("refund"))
        put(refund, "total", 10.89)
        self.mock.add("order", self.record)
        letter.action_retry()
        self.run_jobs()
        self.assertEqual(letter.state, "resolved")
        self.assertEqual(len(self.get_bookings("refund")), 1)

    def test_cancelled(self):
        """A cancelled order is cancelled; one that is invoiced says so."""
        order = self.import_order()
        put(self.record, "cancelled_at", "2024-01-06T10:00:00+00:00")
        self.import_order()
        self.assertEqual(order.state, "cancel")
        self.assertFalse(self.get_letter())

    def test_cancelled_when_invoiced(self):
        """What cannot be cancelled any more is a dead letter, once."""
        order = self.import_order()
        invoice = self.invoice(order)
        put(self.record, "cancelled_at", "2024-01-06T10:00:00+00:00")
        for _time in range(2):
            with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
                self.import_order()
        self.assertEqual(order.state, "sale")
        letter = self.get_letter()
        self.assertEqual(letter.state, "open")
        self.assertIn(invoice.name, letter.error)
