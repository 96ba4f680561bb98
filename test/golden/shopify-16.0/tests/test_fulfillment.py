from odoo.tests import tagged

from .common import ShopifyCase
from .mock_server import dig, put
from .samples import sample


@tagged("post_install", "-at_install")
class TestFulfillment(ShopifyCase):
    def setUp(self):
        super().setUp()
        self.mock.add("customer", sample("customer"))
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
        self.order_id = self.get_bindings("shopify.sale.order").external_id
        # Shipping has a line as well.
        self.order_line = self.get_bindings("shopify.sale.order.line").filtered(
            lambda one: one.external_id == str(dig(line, "id"))
        )
        self.order = self.order_line.odoo_id.order_id
        self.order.action_confirm()
        self.answer_open(3)
        self.answer_known([])

    def path_of(self, endpoint):
        """Return the address of a request about the order."""
        return endpoint.replace("{order_id}", self.order_id)

    def answer_open(self, left):
        """Let the order have so much of its line left to fulfil."""
        line = {}
        put(line, "id", 601)
        put(line, "line_item_id", int(self.order_line.external_id))
        put(line, "fulfillable_quantity", left)
        group = {}
        put(group, "id", 501)
        put(group, "status", "open")
        put(group, "line_items", [line])
        body = {}
        put(body, "fulfillment_orders", [group])
        self.mock.answer_with(
            "GET", self.path_of("/orders/{order_id}/fulfillment_orders.json"), body
        )

    def answer_known(self, fulfilments):
        """Let the order have these fulfilments."""
        body = {}
        put(body, "fulfillments", fulfilments)
        self.mock.answer_with(
            "GET", self.path_of("/orders/{order_id}/fulfillments.json"), body
        )

    def deliver(self, quantity, tracking=False):
        """Deliver some of the order; return the delivery."""
        picking = self.order.picking_ids.filtered(lambda one: one.state != "done")
        picking.action_assign()
        move = picking.move_ids
        move.quantity_done = quantity
        picking.carrier_tracking_ref = tracking
        picking.with_context(
            skip_immediate=True, skip_backorder=True, skip_sms=True
        ).button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def get_sent(self):
        """Return what was sent for each fulfilment."""
        return list(self.mock.records["fulfillment"].values())

    def get_quantity(self, record):
        """Return the quantity that a fulfilment says."""
        (group,) = dig(record, "line_items_by_fulfillment_order")
        (line,) = dig(group, "fulfillment_order_line_items")
        self.assertEqual(dig(line, "id"), 601)
        return dig(line, "quantity")

    def test_export(self):
        """A done delivery is told once, with its tracking."""
        picking = self.deliver(3, "TRACK-1")
        self.assertEqual(self.export(picking).exported_count, 1)
        (record,) = self.get_sent()
        self.assertEqual(self.get_quantity(record), 3)
        self.assertEqual(dig(record, "tracking_info.number"), "TRACK-1")
        self.assertIs(dig(record, "notify_customer"), False)
        self.export(picking)
        self.assertEqual(self.mock.count("fulfillment", "create"), 1)
        self.assertEqual(self.mock.count("fulfillment", "update"), 0)
        picking.carrier_tracking_ref = "TRACK-2"
        self.export(picking)
        self.assertEqual(self.mock.count("fulfillment", "update"), 1)

    def test_parts(self):
        """A delivery in parts is told in parts."""
        self.export(self.deliver(1))
        self.answer_open(2)
        self.export(self.deliver(2))
        quantities = [self.get_quantity(record) for record in self.get_sent()]
        self.assertEqual(quantities, [1, 2])

    def test_notify(self):
        """Customers are written to where the backend says so."""
        self.backend.notify_fulfilment = True
        self.export(self.deliver(3))
        (record,) = self.get_sent()
        self.assertIs(dig(record, "notify_customer"), True)

    def test_on_change(self):
        """With the backend's switch on, a delivery is told as soon as it is done."""
        self.backend.export_fulfillments_on_change = True
        # What makes it done may be the import of another connector.
        self.order = self.order.with_context(connector_no_export=True)
        self.deliver(3)
        self.env.cr.precommit.run()
        self.run_jobs()
        self.assertEqual(self.mock.count("fulfillment", "create"), 1)

    def test_not_done(self):
        """What was not delivered yet, or belongs to no order, is left out."""
        self.assertEqual(self.export(self.order.picking_ids).skipped_count, 1)
        self.assertFalse(self.get_sent())

    def test_fulfilled_there(self):
        """What somebody fulfilled there already becomes a dead letter."""
        self.answer_open(2)
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.export(self.deliver(3))
        self.assertFalse(self.get_sent())
        letter = self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )
        self.assertEqual((letter.state, letter.direction), ("open", "export"))

    def test_lost_answer(self):
        """A fulfilment whose answer was lost is found, and not made twice."""
        picking = self.deliver(3, "TRACK-1")
        binding = self.env["shopify.stock.picking"].create(
            {"backend_id": self.backend.id, "odoo_id": picking.id}
        )
        self.env["generic.export.attempt"]._open(
            self.backend.generic_backend_id.id, binding, "key"
        )
        known = {}
        put(known, "id", 9001)
        line = {}
        put(line, "id", int(self.order_line.external_id))
        put(line, "quantity", 3)
        put(known, "line_items", [line])
        put(known, "tracking_number", "TRACK-1")
        self.answer_known([known])
        self.mock.add("fulfillment", known)
        self.export(picking)
        self.assertEqual(binding.external_id, "9001")
        self.assertEqual(self.mock.count("fulfillment", "create"), 0)
