from odoo.tests import tagged

from odoo.addons.component.tests.common import TransactionComponentCase


@tagged("post_install", "-at_install")
class TestMapper(TransactionComponentCase):
    def test_name_is_mapped(self):
        backend = self.env["demo.backend"].create({"name": "Demo", "api_key": "key"})
        with backend.work_on("demo.res.partner") as work:
            mapper = work.component(usage="import.mapper")
            values = mapper.map_record({"id": "1", "name": "Ada"}).values()
        self.assertEqual(values["name"], "Ada")
