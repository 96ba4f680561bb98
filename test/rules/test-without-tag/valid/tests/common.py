from odoo.tests import tagged

from odoo.addons.component.tests.common import TransactionComponentCase


@tagged("post_install", "-at_install")
class DemoCase(TransactionComponentCase):
    """A backend to test with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend = cls.env["demo.backend"].create(
            {"name": "Demo", "base_url": "https://demo.example"}
        )
