from odoo.tests.common import BaseCase

from .common import DemoCase


class TestMapper(DemoCase):
    def test_name_is_mapped(self):
        with self.backend.work_on("demo.res.partner") as work:
            mapper = work.component(usage="import.mapper")
            values = mapper.map_record({"name": "Ada"}).values()
        self.assertEqual(values["name"], "Ada")


class TestNames(BaseCase):
    def test_name_is_stripped(self):
        self.assertEqual(" Ada ".strip(), "Ada")
