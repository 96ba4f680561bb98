from odoo.exceptions import ValidationError
from odoo.tests.common import TransactionCase, tagged

from ..models.generic_mapping import KEY_LENGTH, clean_key, clean_name, normalize_name


@tagged("post_install", "-at_install")
class TestMapping(TransactionCase):
    """What rows and matches are, without a connector that declares tables."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend = cls.env["generic.backend"].create({"name": "Test"})
        cls.table = cls.env["generic.mapping.table"].create(
            {"backend_id": cls.backend.id, "code": "country", "name": "Countries"}
        )
        cls.matcher = cls.env["generic.mapping.matcher"]

    def create_row(self, key, **values):
        return self.env["generic.mapping"].create(
            {"table_id": self.table.id, "external_key": key, **values}
        )

    def test_keys_are_short_and_clean(self):
        self.assertEqual(clean_key(" 5\x00 "), "5")
        self.assertEqual(clean_key(5), "5")
        long = clean_key("a" * 10_000)
        self.assertLessEqual(len(long), KEY_LENGTH)
        self.assertNotEqual(long, clean_key("a" * 10_001))
        self.assertIs(clean_name(""), False)
        self.assertEqual(len(clean_name("x" * 10_000)), KEY_LENGTH)

    def test_names_are_compared_without_case_accents_and_signs(self):
        self.assertEqual(normalize_name("  Café—Crème!"), normalize_name("cafe creme"))
        self.assertEqual(normalize_name("Straße"), normalize_name("STRASSE"))
        self.assertEqual(normalize_name(None), "")

    def test_states(self):
        row = self.create_row("DE", external_name="Germany")
        self.assertEqual((row.state, self.table.unmapped_count), ("unmapped", 1))
        row.is_empty = True
        self.assertEqual((row.state, self.table.unmapped_count), ("mapped", 0))
        row.is_empty = False
        self.assertEqual(self.backend.unmapped_count, 1)

    def test_only_what_the_table_is_about(self):
        row = self.create_row("DE")
        with self.assertRaises(ValidationError):
            row.write(
                {"res_model": "res.partner", "res_id": self.env.user.partner_id.id}
            )

    def test_no_creation_without_a_way_to_create(self):
        with self.assertRaises(ValidationError):
            self.table.missing = "create"

    def test_matches_are_the_only_ones(self):
        backend = self.env["connector.base.backend"].create({"name": "Test"})
        table = {"models": ["res.country"], "match": ["code", "name"]}
        germany = self.env.ref("base.de")

        def match(key, **facts):
            return self.matcher._match(backend, table, key, facts)

        self.assertEqual(match("de"), germany)
        self.assertEqual(match("7", name="GERMANY "), germany)
        self.assertEqual(match("7", code="DE", name="France"), germany)
        self.assertIsNone(match("7", name="Atlantis"))
        self.assertIsNone(match("7", name=""))

    def test_what_is_unknown_is_noted(self):
        mappings = self.env["generic.mapping"]
        memory = mappings._get_memory()
        self.assertIs(memory, mappings._get_memory())
        memory["rows"]["x"] = {}
        self.create_row("FR")
        self.assertFalse(memory["rows"])

    def test_a_backend_takes_its_tables_with_it(self):
        row = self.create_row("DE")
        table = self.table
        self.backend.unlink()
        self.assertFalse(row.exists() or table.exists())
