from odoo.tests import tagged

from .common import AcmeLeadsCase
from .samples import expected


@tagged("post_install", "-at_install")
class TestStage(AcmeLeadsCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("stage", 8)
        self.import_all("stages")
        bindings = self.get_bindings("acme_leads.crm.stage")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("stage", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding("acme_leads.crm.stage", "stage", record)
            for field, value in expected("stage", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("stages")
        self.assertEqual(self.get_bindings("acme_leads.crm.stage"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_known_record_is_linked(self):
        """A record that Odoo has already is linked, not made again."""
        known = self.env["crm.stage"].create({"name": "Sample 1"})
        self.add_samples("stage", 1)
        self.import_all("stages")
        binding = self.get_bindings("acme_leads.crm.stage")
        self.assertEqual(binding.odoo_id, known)
