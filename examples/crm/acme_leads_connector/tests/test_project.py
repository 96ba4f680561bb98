from odoo.tests import tagged

from .common import AcmeLeadsCase
from .samples import expected


@tagged("post_install", "-at_install")
class TestProject(AcmeLeadsCase):
    def test_import_pages(self):
        """Every page comes in, and a second import changes nothing."""
        records = self.add_samples("project", 8)
        self.import_all("projects")
        bindings = self.get_bindings("acme_leads.project.project")
        self.assertEqual(len(bindings), len(records))
        self.assertGreaterEqual(self.mock.count("project", "list"), 3)
        for number, record in enumerate(records, start=1):
            binding = self.get_binding("acme_leads.project.project", "project", record)
            for field, value in expected("project", number).items():
                self.assertEqual(binding[field], value, field)
        written = bindings.mapped("odoo_id.write_date")
        self.import_all("projects")
        self.assertEqual(self.get_bindings("acme_leads.project.project"), bindings)
        self.assertEqual(bindings.mapped("odoo_id.write_date"), written)

    def test_known_record_is_linked(self):
        """A record that Odoo has already is linked, not made again."""
        known = self.env["project.project"].create({"name": "Sample 1"})
        self.add_samples("project", 1)
        self.import_all("projects")
        binding = self.get_bindings("acme_leads.project.project")
        self.assertEqual(binding.odoo_id, known)
