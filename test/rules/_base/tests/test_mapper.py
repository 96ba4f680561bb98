from odoo.tests import tagged

from odoo.addons.component.tests.common import TransactionComponentCase


@tagged("post_install", "-at_install")
class TestMapper(TransactionComponentCase):
    def test_name_and_email_are_mapped(self):
        backend = self.env["demo.backend"].create(
            {"name": "Demo", "base_url": "https://demo.example"}
        )
        with backend.work_on("demo.res.partner") as work:
            mapper = work.component(usage="import.mapper")
            record = {"name": "Ada", "email": "ada@demo.example"}
            values = mapper.map_record(record).values()
        self.assertEqual(values["name"], "Ada")
        self.assertEqual(values["email"], "ada@demo.example")
