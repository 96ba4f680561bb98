from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestAcme(TransactionCase):
    def test_backend(self):
        backend = self.env["acme.backend"].create(
            {"name": "Acme", "location": "https://acme.example.com", "token": "x"}
        )
        self.assertEqual(backend.version, "v2")
