from odoo.addons.component.tests.common import TransactionComponentCase


class TestMapper(TransactionComponentCase):  # expect: test-without-tag
    def test_name_is_mapped(self):
        backend = self.env["demo.backend"].create(
            {"name": "Demo", "base_url": "https://demo.example"}
        )
        with backend.work_on("demo.res.partner") as work:
            mapper = work.component(usage="import.mapper")
            values = mapper.map_record({"name": "Ada"}).values()
        self.assertEqual(values["name"], "Ada")
