from odoo.tests import tagged

from .common import WoocommerceCase
from .mock_server import dig, put
from .samples import sample


@tagged("post_install", "-at_install")
class TestDelivery(WoocommerceCase):
    def setUp(self):
        super().setUp()
        self.mock.add("customer", sample("customer"))
        self.mock.add("category", sample("category"))
        self.mock.add("product", sample("product"))
        self.record = sample("order")
        put(self.record, "currency", self.env.company.currency_id.name)
        line = dig(self.record, "line_items")[0]
        put(line, "quantity", 3)
        put(self.record, "line_items", [line])
        self.mock.add("order", self.record)
        # Three of them cost more than the sample says: the total is not the point here.
        self.backend.order_total_tolerance = 1000000
        self.import_all("orders")
        self.order_id = self.get_bindings("woocommerce.sale.order").external_id
        # Shipping has a line as well.
        self.order_line = self.get_bindings("woocommerce.sale.order.line").filtered(
            lambda one: one.external_id == str(dig(line, "id"))
        )
        self.order = self.order_line.odoo_id.order_id
        self.order.action_confirm()
        self.answer_known([])
        self.mock.answer_with("PUT", self.path_of("/orders/{order_id}"), {})

    def path_of(self, endpoint):
        """Return the address of a request about the order."""
        return endpoint.replace("{order_id}", self.order_id)

    def answer_known(self, fulfilments):
        """Let the order have these fulfilments."""
        body = fulfilments
        self.mock.answer_with("GET", self.path_of("/orders/{order_id}/notes"), body)

    def deliver(self, quantity, tracking=False):
        """Deliver some of the order; return the delivery."""
        picking = self.order.picking_ids.filtered(lambda one: one.state != "done")
        picking.action_assign()
        move = picking.move_ids
        move.quantity = quantity
        move.picked = True
        picking.carrier_tracking_ref = tracking
        picking.with_context(
            skip_immediate=True, skip_backorder=True, skip_sms=True
        ).button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def get_sent(self):
        """Return what was sent for each fulfilment."""
        return list(self.mock.records["delivery"].values())

    def test_export(self):
        """A done delivery is told once, with its tracking."""
        picking = self.deliver(3, "TRACK-1")
        self.assertEqual(self.export(picking).exported_count, 1)
        (record,) = self.get_sent()
        self.assertIn(picking.name, dig(record, "note"))
        self.assertIn("TRACK-1", dig(record, "note"))
        self.assertIs(dig(record, "customer_note"), False)
        self.export(picking)
        self.assertEqual(self.mock.count("delivery", "create"), 1)

    def test_parts(self):
        """A delivery in parts is told in parts."""
        self.export(self.deliver(1))
        call = ("PUT", self.path_of("/orders/{order_id}"))
        self.assertNotIn(call, self.mock.calls)
        self.export(self.deliver(2))
        self.assertEqual(len(self.get_sent()), 2)
        self.assertIn(call, self.mock.calls)

    def test_notify(self):
        """Customers are written to where the backend says so."""
        self.backend.notify_fulfilment = True
        self.export(self.deliver(3))
        (record,) = self.get_sent()
        self.assertIs(dig(record, "customer_note"), True)

    def test_complete_already(self):
        """An order that is complete, or cancelled, there stays as it is."""
        order = self.get_bindings("woocommerce.sale.order")
        order.external_status = "completed"
        self.export(self.deliver(3))
        self.assertEqual(len(self.get_sent()), 1)
        call = ("PUT", self.path_of("/orders/{order_id}"))
        self.assertNotIn(call, self.mock.calls)

    def test_on_change(self):
        """With the backend's switch on, a delivery is told as soon as it is done."""
        self.backend.export_deliveries_on_change = True
        # What makes it done may be the import of another connector.
        self.order = self.order.with_context(connector_no_export=True)
        self.deliver(3)
        self.env.cr.precommit.run()
        self.run_jobs()
        self.assertEqual(self.mock.count("delivery", "create"), 1)

    def test_not_done(self):
        """What was not delivered yet, or belongs to no order, is left out."""
        self.assertEqual(self.export(self.order.picking_ids).skipped_count, 1)
        self.assertFalse(self.get_sent())

    def test_lost_answer(self):
        """A fulfilment whose answer was lost is found, and not made twice."""
        picking = self.deliver(3, "TRACK-1")
        binding = self.env["woocommerce.stock.picking"].create(
            {"backend_id": self.backend.id, "odoo_id": picking.id}
        )
        self.env["generic.export.attempt"]._open(
            self.backend.generic_backend_id.id, binding, "key"
        )
        known = {}
        put(known, "id", 9001)
        with self.backend.work_on("woocommerce.stock.picking") as work:
            exporter = work.component(usage="record.exporter")
            payload = exporter._get_payload(binding.with_env(work.env))
            put(known, "note", exporter._get_text(payload))
        self.answer_known([known])
        self.mock.add("delivery", known)
        self.export(picking)
        self.assertEqual(binding.external_id, "9001")
        self.assertEqual(self.mock.count("delivery", "create"), 0)
