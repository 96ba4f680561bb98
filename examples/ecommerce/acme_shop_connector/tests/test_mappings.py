from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.generic_connector.exceptions import UnmappedValueError

from .common import AcmeShopCase


@tagged("post_install", "-at_install")
class TestMappings(AcmeShopCase):
    """What external values are in Odoo, as people say it on the backend."""

    def get_row(self, code, key):
        """Return the row of a key."""
        table = self.backend._get_mapping_table(code)
        return self.env["generic.mapping"].search(
            [("table_id", "=", table.id), ("external_key", "=", key)]
        )

    def test_tables(self):
        """A backend has its tables from the start."""
        codes = self.backend.mapping_table_ids.mapped("code")
        self.assertEqual(codes, ["location", "tax", "payment_method"])

    def test_views(self):
        """Users and managers of connectors can open what they have."""
        views = [(False, "list"), (False, "search")]
        form = [(False, "form")]
        for group in ("user", "manager"):
            user = new_test_user(
                self.env,
                f"connector_{group}",
                groups=f"base.group_user,connector_base_backend.group_connector_{group}",
            )
            mappings = self.env["generic.mapping"].with_user(user)
            self.assertIn("list", mappings.get_views(views)["views"])
            backend = self.backend.with_user(user)
            arch = backend.get_views(form)["views"]["form"]["arch"]
            self.assertEqual("action_fill_mappings" in arch, group == "manager")
            self.assertEqual(
                backend.action_view_mappings()["res_model"], "generic.mapping"
            )

    def test_reading(self):
        """The button makes rows of all pages, and leaves alone what people mapped."""
        records = [
            {"id": "k1", "name": "Remote 1"},
            {"id": "k2", "name": "Remote 2"},
            {"id": "k3", "name": "Remote 3"},
            {"id": "k4", "name": "Remote 4"},
        ]
        self.mock.add("table:location", *records)
        table = self.backend._get_mapping_table("location")
        count = table.row_count + len(records)
        action = self.backend.action_fill_mappings()
        self.assertEqual(
            action["params"]["type"], "success", action["params"]["message"]
        )
        self.assertEqual(table.row_count, count)
        row = self.get_row("location", "k1")
        self.assertEqual(row.external_name, "Remote 1")
        row.is_empty = True
        records[0]["name"] = "Renamed"
        self.backend.action_fill_mappings()
        self.assertEqual((row.external_name, row.is_empty), ("Renamed", True))
        self.assertEqual(table.row_count, count)
        self.assertFalse(self.backend._map_value("location", "k1"))

    def test_what_is_not_mapped(self):
        """An unknown key fails by name, gets a row, and works once it is mapped."""
        code = "location"
        table = self.backend._get_mapping_table(code)
        table.missing = "fail"
        with self.assertRaisesRegex(UnmappedValueError, "Moon base"):
            self.backend._map_value(code, 42, name="Moon base")
        self.env["generic.mapping"]._store_notes()
        row = self.get_row(code, "42")
        self.assertEqual((row.external_name, row.state), ("Moon base", "unmapped"))
        self.assertEqual(self.backend.unmapped_count, 1)
        matcher = self.env["generic.mapping.matcher"]
        facts = self.backend._mapping_tables[code]
        record = matcher._get_candidates(self.backend, facts["models"][0])[
            :1
        ] or matcher._create_for(self.backend, facts, {"percent": 33.0})
        user = new_test_user(
            self.env,
            "connector_user",
            groups="base.group_user,connector_base_backend.group_connector_user",
        )
        with self.assertRaises(AccessError):
            row.with_user(user).write({"is_empty": True})
        row.odoo_ref = f"{record._name},{record.id}"
        self.assertEqual((row.state, row.odoo_name), ("mapped", record.display_name))
        self.assertEqual(self.backend._map_value(code, "42"), record.id)
        self.assertEqual(self.backend._map_key(code, record), "42")
        self.assertEqual(self.backend._map_value(code, None), False)

    def test_policies(self):
        """What is not mapped is nothing, or the default, where the table says so."""
        code = "location"
        table = self.backend._get_mapping_table(code)
        table.missing = "ignore"
        self.assertFalse(self.backend._map_value(code, "nowhere"))
        self.assertFalse(self.backend._map_key(code, self.env.user))
        table.missing = "default"
        with self.assertRaises(UnmappedValueError):
            self.backend._map_value(code, "nowhere")
        matcher = self.env["generic.mapping.matcher"]
        facts = self.backend._mapping_tables[code]
        record = matcher._get_candidates(self.backend, facts["models"][0])[
            :1
        ] or matcher._create_for(self.backend, facts, {"percent": 33.0})
        table.odoo_ref = f"{record._name},{record.id}"
        self.assertEqual(self.backend._map_value(code, "nowhere"), record.id)
