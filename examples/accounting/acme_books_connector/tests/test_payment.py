from odoo.tests import tagged

from .common import AcmeBooksCase
from .mock_server import put
from .samples import sample


@tagged("post_install", "-at_install")
class TestPayment(AcmeBooksCase):
    def add_payment(self, number=1):
        """Put a payment into the mock, with the records that it names."""
        record = sample("partner", number)
        self.mock.add("partner", record)
        record = sample("product", number)
        self.mock.add("product", record)
        record = sample("invoice", number)
        put(record, "currency", self.env.company.currency_id.name)
        self.mock.add("invoice", record)
        record = sample("bill", number)
        put(record, "currency", self.env.company.currency_id.name)
        self.mock.add("bill", record)
        record = sample("payment", number)
        put(record, "currency", self.env.company.currency_id.name)
        self.mock.add("payment", record)
        return record

    def test_import(self):
        """Payments come in once, and pay what they are for."""
        self.backend.document_posting = "post"
        for number in range(1, 6):
            self.add_payment(number)
        self.import_all("payments")
        bindings = self.get_bindings("acme_books.account.payment")
        self.assertEqual(len(bindings), 5)
        self.assertEqual(bindings.odoo_id.journal_id, self.backend.payment_journal_id)
        documents = self.get_bindings("acme_books.account.move").odoo_id
        self.assertEqual(len(documents), 5)
        for document in documents:
            self.assertIn(document.payment_state, ("paid", "in_payment"))
            self.assertAlmostEqual(document.amount_residual, 0.0, 2)
        self.import_all("payments")
        self.assertEqual(self.get_bindings("acme_books.account.payment"), bindings)
        self.export(bindings.odoo_id)
        self.assertEqual(self.mock.count("payment", "update"), 0)

    def test_draft(self):
        """As drafts, documents and payments wait for somebody to post them."""
        self.add_payment()
        self.import_all("payments")
        payment = self.get_bindings("acme_books.account.payment").odoo_id
        self.assertEqual(payment.state, "draft")

    def test_posted_is_not_rewritten(self):
        """What is posted stays as it is; the dead letter says what differs."""
        self.backend.document_posting = "post"
        record = self.add_payment()
        self.import_all("payments")
        payment = self.get_bindings("acme_books.account.payment").odoo_id
        amount = payment.amount
        put(record, "amount", 1.0)
        with self.assertLogs("odoo.addons.generic_connector", "WARNING"):
            self.import_all("payments")
        self.assertEqual(payment.amount, amount)
        letter = self.env["generic.dead.letter"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)]
        )
        self.assertIn("1.0", letter.error)
