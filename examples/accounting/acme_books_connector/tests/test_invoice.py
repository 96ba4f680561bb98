from odoo import Command
from odoo.tests import tagged

from .common import AcmeBooksCase
from .mock_server import put
from .samples import sample


@tagged("post_install", "-at_install")
class TestInvoice(AcmeBooksCase):
    def add_document(self, number=1):
        """Put a document into the mock, with the records that it names."""
        self.mock.add("partner", sample("partner", number))
        self.mock.add("product", sample("product", number))
        record = sample("invoice", number)
        put(record, "currency", self.env.company.currency_id.name)
        self.mock.add("invoice", record)
        return record

    def get_letters(self):
        """Return the open dead letters of the backend."""
        return self.env["generic.dead.letter"].search(
            [
                ("backend_id", "=", self.backend.generic_backend_id.id),
                ("state", "=", "open"),
            ]
        )

    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        for number in range(1, 6):
            self.add_document(number)
        self.import_all("invoices")
        bindings = self.get_bindings("acme_books.account.move")
        self.assertEqual(len(bindings), 5)
        lines = bindings.odoo_id.invoice_line_ids
        self.import_all("invoices")
        self.assertEqual(self.get_bindings("acme_books.account.move"), bindings)
        self.assertEqual(bindings.odoo_id.invoice_line_ids, lines)
        self.assertFalse(self.get_letters())

    def test_amounts(self):
        """Lines, discount and taxes add up to the remote total."""
        self.add_document()
        self.import_all("invoices")
        document = self.get_bindings("acme_books.account.move").odoo_id
        self.assertEqual(document.move_type, "out_invoice")
        self.assertAlmostEqual(document.amount_total, 27.61, 2)
        self.assertAlmostEqual(document.amount_tax, 4.11, 2)
        self.assertEqual(document.state, "draft")
        self.assertEqual(
            document.partner_id, self.get_bindings("acme_books.res.partner").odoo_id
        )

    def test_wrong_total(self):
        """A document whose total is not ours is not imported, and says so."""
        record = self.add_document()
        put(record, "total", 28.61)
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_all("invoices")
        self.assertFalse(self.get_bindings("acme_books.account.move"))
        self.assertEqual(len(self.get_letters()), 1)

    def test_posted_is_not_rewritten(self):
        """What is posted stays as it is; the dead letter says what differs."""
        self.backend.document_posting = "post"
        record = self.add_document()
        self.import_all("invoices")
        document = self.get_bindings("acme_books.account.move").odoo_id
        self.assertEqual(document.state, "posted")
        put(record, "date", "2023-12-31")
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_all("invoices")
        self.assertNotEqual(str(document.invoice_date), "2023-12-31")
        self.assertIn("2023-12-31", self.get_letters().error)

    def make_document(self):
        """Return a posted document of Odoo."""
        partner = self.env["res.partner"].create(
            {"name": "Ann Sample", "email": "ann@example.com"}
        )
        document = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": "2024-03-01",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Work",
                            "quantity": 2,
                            "price_unit": 50.0,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        document.action_post()
        return document

    def test_export(self):
        """A posted document goes out once, after its partner; a draft does not."""
        document = self.make_document()
        draft = document.copy()
        self.export(document | draft)
        self.assertEqual(self.mock.count("invoice", "create"), 1)
        binding = self.get_bindings("acme_books.account.move")
        self.assertEqual(binding.odoo_id, document)
        self.assertTrue(binding.external_id)
        self.export(document)
        self.assertEqual(self.mock.count("invoice", "create"), 1)
        self.assertEqual(self.mock.count("invoice", "update"), 0)

    def test_imported_stays(self):
        """What was imported is not sent back."""
        self.backend.document_posting = "post"
        self.add_document()
        self.import_all("invoices")
        self.export(self.get_bindings("acme_books.account.move").odoo_id)
        self.assertEqual(self.mock.count("invoice", "update"), 0)
