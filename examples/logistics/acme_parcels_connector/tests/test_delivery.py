from odoo import Command
from odoo.tests import tagged

from .common import AcmeParcelsCase
from .mock_server import dig, put
from .samples import sample


@tagged("post_install", "-at_install")
class TestDelivery(AcmeParcelsCase):
    def setUp(self):
        super().setUp()
        self.mock.add("product", sample("product"))
        self.import_all("products")
        self.product_binding, *_others = self.get_bindings(
            "acme_parcels.product.product"
        )
        self.product = self.product_binding.odoo_id
        self.partner = self.env["res.partner"].create(
            {"name": "Ann Receiver", "street": "Harbour Street 1", "city": "Berlin"}
        )

    def make_transfer(self, quantity=5):
        """Return a transfer of the product that is ready."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        operation = warehouse.out_type_id
        customers = self.env.ref("stock.stock_location_customers")
        source = operation.default_location_src_id or customers
        target = operation.default_location_dest_id or customers
        move = {
            "product_id": self.product.id,
            "product_uom_qty": quantity,
            "product_uom": self.product.uom_id.id,
            "location_id": source.id,
            "location_dest_id": target.id,
        }
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.partner.id,
                "picking_type_id": operation.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "move_ids": [Command.create(move)],
            }
        )
        if source.usage == "internal":
            self.env["stock.quant"]._update_available_quantity(
                self.product, source, quantity
            )
        picking.action_confirm()
        picking.action_assign()
        self.assertEqual(picking.state, "assigned")
        return picking

    def export_transfer(self):
        """Export a transfer that is ready; return it and the external record."""
        picking = self.make_transfer()
        self.assertEqual(self.export(picking).exported_count, 1)
        record, *_others = self.mock.records["delivery"].values()
        return picking, record

    def test_export(self):
        """A ready transfer goes out once, with its lines and its address."""
        picking, record = self.export_transfer()
        (line,) = dig(record, "lines")
        self.assertEqual(dig(line, "quantity"), 5)
        self.assertEqual(str(dig(line, "product_id")), self.product_binding.external_id)
        self.assertEqual(dig(record, "ship_to.name"), "Ann Receiver")
        self.export(picking)
        self.assertEqual(len(self.mock.records["delivery"]), 1)
        self.assertEqual(self.mock.count("delivery", "update"), 0)

    def test_on_change(self):
        """With the backend's switch on, a transfer goes out when it gets ready."""
        self.backend.export_deliveries_on_change = True
        self.make_transfer()
        self.env.cr.precommit.run()
        self.run_jobs()
        self.assertEqual(self.mock.count("delivery", "create"), 1)

    def test_not_ready(self):
        """A transfer that nobody may ship yet stays here."""
        picking = self.make_transfer().copy()
        wizard = self.export(picking)
        self.assertEqual((wizard.exported_count, wizard.skipped_count), (0, 1))
        self.assertFalse(self.mock.records["delivery"])

    def test_cancelled(self):
        """A transfer that is cancelled here is cancelled there, once."""
        picking, _record = self.export_transfer()
        picking.action_cancel()
        self.export(picking)
        self.export(picking)
        self.assertEqual(self.mock.count("delivery", "cancel"), 1)

    def test_shipped(self):
        """What was shipped is done with its tracking, and the rest a backorder."""
        picking, record = self.export_transfer()
        (line,) = dig(record, "lines")
        put(line, "shipped_quantity", 2)
        put(record, "tracking_number", "TRACK-1")
        put(record, "status", "shipped")
        self.mock.change("delivery", record)
        self.import_all("deliveries")
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.carrier_tracking_ref, "TRACK-1")
        done = picking.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual(done.quantity, 2)
        backorder = self.env["stock.picking"].search(
            [("backorder_id", "=", picking.id)]
        )
        self.assertEqual(backorder.move_ids.product_uom_qty, 3)
        self.assertEqual(self.export(backorder).created_count, 1)
        self.assertEqual(len(self.mock.records["delivery"]), 2)

    def test_noted(self):
        """The backend may want transfers to be validated by people."""
        self.backend.shipment_validation = "none"
        picking, record = self.export_transfer()
        put(record, "status", "shipped")
        self.mock.change("delivery", record)
        self.import_all("deliveries")
        self.assertEqual(picking.state, "assigned")

    def test_cancelled_remotely(self):
        """A shipment that was cancelled there cancels the transfer."""
        picking, record = self.export_transfer()
        put(record, "status", "cancelled")
        self.mock.change("delivery", record)
        self.import_all("deliveries")
        self.assertEqual(picking.state, "cancel")

    def test_unknown(self):
        """A shipment that is none of ours is left out, or a dead letter."""
        self.mock.add("delivery", sample("delivery"))
        self.import_all("deliveries")
        self.assertFalse(self.get_bindings("acme_parcels.stock.picking"))
        letters = self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )
        self.assertFalse(letters)
        self.backend.unknown_shipment = "fail"
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_all("deliveries")
        letter = letters.search([("entity", "=", "delivery")])
        self.assertEqual(letter.state, "open")
