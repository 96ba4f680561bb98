from odoo.tests import tagged  # expect: test-not-loaded

from odoo.addons.component.tests.common import TransactionComponentCase


@tagged("post_install", "-at_install")
class TestBinder(TransactionComponentCase):
    def test_an_unknown_id_has_no_binding(self):
        backend = self.env["demo.backend"].create(
            {"name": "Demo", "base_url": "https://demo.example"}
        )
        with backend.work_on("demo.res.partner") as work:
            binder = work.component(usage="binder")
            self.assertFalse(binder.to_internal("7"))
