from datetime import date, datetime
from types import SimpleNamespace

from odoo.tests.common import tagged

from odoo.addons.component.tests.common import TransactionComponentCase
from odoo.addons.connector.exception import MappingError

from ..components import mapper as m
from ..tools import MISSING


@tagged("post_install", "-at_install")
class TestModifiers(TransactionComponentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        work = SimpleNamespace(env=cls.env, cache={}, collection=None)
        cls.mapper = cls._components_registry["generic.import.mapper"](work)

    def apply(self, modifier, record, to_attr="name"):
        return modifier(self.mapper, record, to_attr)

    def test_missing_is_empty_and_values_stay(self):
        self.assertIs(self.apply(m.path("a.b"), {}), False)
        self.assertEqual(self.apply(m.path("a"), {"a": 0}), 0)
        self.assertEqual(self.apply(m.path("a"), {"a": ""}), "")
        self.assertEqual(self.apply(m.to_float("a"), {}), 0.0)
        self.assertEqual(self.apply(m.to_int("a"), {"a": "7.9"}), 7)
        self.assertEqual(self.apply(m.to_str("a"), {"a": 0}), "0")
        self.assertIs(self.apply(m.to_str("a"), {"a": None}), False)

    def test_numbers_that_are_none(self):
        with self.assertRaisesRegex(MappingError, "lst_price.*'free'"):
            self.apply(m.to_float("price"), {"price": "free"}, "lst_price")

    def test_what_a_field_cannot_hold_names_it(self):
        partner = self.env["res.partner"]
        for name, value in (
            ("name", ["a"]),
            ("comment", {"a": 1}),
            ("color", 2**31),
            ("color", "red"),
            ("partner_latitude", "1e400"),
            ("country_id", "DE"),
            ("category_id", "vip"),
        ):
            with self.assertRaisesRegex(MappingError, name):
                self.mapper._check_value(name, value, partner)
        for name, value, kept in (
            ("name", 5, "5"),
            ("name", False, False),
            ("color", "3", 3),
            ("partner_latitude", "1.5", 1.5),
            ("no_field", [1], [1]),
        ):
            self.assertEqual(self.mapper._check_value(name, value, partner), kept)
        with self.assertRaisesRegex(MappingError, "name cannot be read"):
            self.mapper._map_direct({"a": ["x"]}, m.join("a"), "name")

    def test_first_and_join(self):
        record = {"a": "", "b": {"c": "x"}, "f": " Ann ", "l": None, "id": 5}
        self.assertEqual(self.apply(m.first("a", "b.c"), record), "x")
        self.assertEqual(self.apply(m.join("f", "l", fallback=("id",)), record), "Ann")
        self.assertEqual(
            self.apply(m.join("l", "a", fallback=("l", "id")), record), "5"
        )
        self.assertIs(self.apply(m.join("l", "a"), record), False)

    def test_booleans(self):
        self.assertIs(self.apply(m.equals("s", "active"), {"s": "active"}), True)
        self.assertIs(self.apply(m.equals("s", "active"), {}), False)
        self.assertIs(self.apply(m.to_bool("s"), {"s": "false"}), False)
        self.assertIs(self.apply(m.to_bool("s"), {"s": "yes"}), True)

    def test_dates(self):
        nested = m.iso8601(m.first("none", "at"))
        self.assertEqual(
            self.apply(nested, {"at": "2026-01-02T03:04:05+02:00"}),
            datetime(2026, 1, 2, 1, 4, 5),
        )
        self.assertIs(self.apply(nested, {}), False)
        with self.assertRaises(MappingError):
            self.apply(nested, {"at": "soon"})
        moment = datetime(1970, 1, 1, 0, 1)
        self.assertEqual(self.apply(m.unix_seconds("t"), {"t": 60}), moment)
        self.assertEqual(self.apply(m.unix_millis("t"), {"t": "60000"}), moment)
        with self.assertRaises(MappingError):
            self.apply(m.unix_seconds("t"), {"t": 10**18})

    def test_html(self):
        self.assertEqual(
            self.apply(m.html_to_text("h"), {"h": "<p>a &amp; b</p>"}), "a & b"
        )

    def test_language(self):
        """Only installed languages; a country that is not installed counts as any."""
        self.env["res.lang"]._activate_lang("de_DE")
        backend = SimpleNamespace(lang_id=SimpleNamespace(code="en_US"))
        work = SimpleNamespace(env=self.env, cache={}, collection=backend)
        self.mapper = self._components_registry["generic.import.mapper"](work)
        for code in ("de-DE", "de_de", "de", "de-AT"):
            self.assertEqual(self.apply(m.language("c"), {"c": code}), "de_DE")
        for record in ({"c": "xx"}, {"c": None}, {}):
            self.assertEqual(self.apply(m.language("c"), record), "en_US")

    def test_country_and_state(self):
        usa = self.env.ref("base.us")
        texas = self.env["res.country.state"].search(
            [("country_id", "=", usa.id), ("code", "=", "TX")]
        )
        record = {"c": "us", "s": "TX", "x": "ZZ"}
        self.assertEqual(self.apply(m.country("c"), record), usa.id)
        self.assertEqual(self.apply(m.state("s", country="c"), record), texas.id)
        self.assertIs(self.apply(m.country("x"), record), False)
        self.assertIs(self.apply(m.state("s", country="x"), record), False)
        self.assertIs(self.apply(m.state("s", country="nowhere"), record), False)

    def test_lookups_are_made_once(self):
        self.mapper.work.cache.clear()
        self.apply(m.country("c"), {"c": "DE"})
        with self.assertQueryCount(0):
            self.apply(m.country("c"), {"c": "FR"})

    def test_weight_and_money(self):
        self.mapper.work.cache.clear()
        self.assertAlmostEqual(self.apply(m.weight("g", "g"), {"g": 1500}), 1.5)
        pounds = m.weight("w", unit_path="unit")
        self.assertAlmostEqual(self.apply(pounds, {"w": "2", "unit": "LB"}), 0.90718474)
        with self.assertRaisesRegex(MappingError, "'stone' is no unit of weight"):
            self.apply(pounds, {"w": 1, "unit": "stone"})
        euro = m.minor_units("amount", currency="currency")
        self.assertEqual(self.apply(euro, {"amount": 1234, "currency": "EUR"}), 12.34)
        self.assertEqual(self.apply(euro, {"amount": 1234, "currency": "JPY"}), 1234)

    def test_stamps(self):
        fields = {
            "external_price": SimpleNamespace(type="float"),
            "external_updated_at": SimpleNamespace(type="datetime"),
            "external_name": SimpleNamespace(type="char"),
        }
        mapper = self._components_registry["generic.import.mapper"](
            SimpleNamespace(model=SimpleNamespace(_fields=fields), cache={})
        )
        mapper._stamps = {
            "external_price": "price",
            "external_updated_at": "at",
            "external_name": "id",
        }
        self.assertEqual(
            mapper.map_stamps({"price": "x", "at": "2026-01-01T00:00:00Z", "id": 5}),
            {
                "external_price": 0.0,
                "external_updated_at": datetime(2026, 1, 1),
                "external_name": "5",
            },
        )

    def test_export_modifiers(self):
        partner = self.env["res.partner"].create(
            {"name": "Ada King Lovelace", "country_id": self.env.ref("base.de").id}
        )
        self.assertEqual(self.apply(m.split("name", 0), partner), "Ada")
        self.assertEqual(self.apply(m.split("name", 1), partner), "King Lovelace")
        self.assertEqual(self.apply(m.follow("country_id.code"), partner), "DE")
        self.assertEqual(self.apply(m.either("active", "on", "off"), partner), "on")
        self.assertEqual(self.apply(m.text("street"), partner), "")
        self.assertEqual(self.apply(m.money("partner_latitude"), partner), "0.00")

    def test_export_keeps_zero(self):
        partner = self.env["res.partner"].create({"name": "Zero"})
        mapper = self._components_registry["generic.export.mapper"](
            SimpleNamespace(env=self.env, cache={})
        )
        self.assertEqual(mapper._map_direct(partner, "partner_latitude", "x"), 0.0)
        self.assertIsNone(mapper._map_direct(partner, "email", "x"))
        self.assertIs(mapper._map_direct(partner, "active", "x"), True)
        self.assertEqual(
            mapper.finalize(None, {"a.b": 1, "a.c": 0}), {"a": {"b": 1, "c": 0}}
        )


@tagged("post_install", "-at_install")
class TestRelations(TransactionComponentCase):
    """Modifiers that find and name other records of Odoo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        backend = SimpleNamespace(
            ambiguous_match="fail", company_id=cls.env.company, _name="x"
        )
        work = SimpleNamespace(
            env=cls.env, cache={}, collection=backend, model=cls.env["res.partner"]
        )
        cls.mapper = cls._components_registry["generic.import.mapper"](work)
        cls.exporter = cls._components_registry["generic.export.mapper"](work)

    def apply(self, modifier, record, to_attr):
        self.mapper.work.cache.clear()
        return modifier(self.mapper, record, to_attr)

    def test_find(self):
        belgium = self.env.ref("base.be")
        by_code = m.find("country", "code")
        self.assertEqual(
            self.apply(by_code, {"country": "BE"}, "country_id"), belgium.id
        )
        self.assertEqual(
            self.apply(by_code, {"country": "be"}, "country_id"), belgium.id
        )
        self.assertIs(self.apply(by_code, {}, "country_id"), False)
        with self.assertRaisesRegex(MappingError, "country_id.*'B_'"):
            self.apply(by_code, {"country": "B_"}, "country_id")
        with self.assertRaisesRegex(MappingError, "country_id.*'BEL'"):
            self.apply(by_code, {"country": "BEL"}, "country_id")
        tolerant = m.find("country", "code", missing="ignore")
        self.assertIs(self.apply(tolerant, {"country": "??"}, "country_id"), MISSING)
        self.assertIs(self.apply(tolerant, {"country": ""}, "country_id"), False)

    def test_find_several(self):
        tags = m.find("tags", "name", missing="create")
        (command,) = self.apply(tags, {"tags": ["C tag", "D tag"]}, "category_id")
        found = self.env["res.partner.category"].browse(command[2])
        self.assertEqual(found.mapped("name"), ["C tag", "D tag"])
        split = m.find(m.parts("tags", ","), "name")
        (again,) = self.apply(split, {"tags": "D tag, C tag,"}, "category_id")
        self.assertEqual(set(again[2]), set(found.ids))
        (nothing,) = self.apply(split, {"tags": ""}, "category_id")
        self.assertEqual(nothing[2], [])
        partner = self.env["res.partner"].create(
            {"name": "Tagged", "category_id": [command]}
        )
        names = m.find_out("category_id", "name")(self.exporter, partner, "tags")
        self.assertEqual(sorted(names), ["C tag", "D tag"])

    def test_ambiguous(self):
        self.env["res.partner.category"].create([{"name": "Twin"}, {"name": "Twin"}])
        with self.assertRaisesRegex(MappingError, "several"):
            self.apply(m.find("tag", "name"), {"tag": "Twin"}, "category_id")

    def test_currency(self):
        self.mapper.work.model = self.env["res.company"]
        self.addCleanup(setattr, self.mapper.work, "model", self.env["res.partner"])
        company = self.env.company.currency_id
        self.assertEqual(
            self.apply(m.currency("c"), {"c": company.name.lower()}, "currency_id"),
            company.id,
        )
        with self.assertRaises(MappingError):
            self.apply(m.currency("c"), {"c": "XXQ"}, "currency_id")

    def test_table(self):
        table = m.convert("kind", {"B2B": "contact", "true": "other"})
        self.assertEqual(self.apply(table, {"kind": "B2B"}, "type"), "contact")
        self.assertEqual(self.apply(table, {"kind": True}, "type"), "other")
        self.assertIs(self.apply(table, {}, "type"), False)
        with self.assertRaisesRegex(MappingError, "type.*'B2C'"):
            self.apply(table, {"kind": "B2C"}, "type")
        default = m.convert("kind", {"B2B": "contact"}, default="other")
        self.assertEqual(self.apply(default, {"kind": "B2C"}, "type"), "other")
        partner = self.env["res.partner"].new({"type": "contact", "name": "X"})
        back = m.convert_out("type", {"contact": "B2B"})
        self.assertEqual(back(self.exporter, partner, "kind"), "B2B")

    def test_days(self):
        day = m.to_date("day")
        self.assertEqual(
            self.apply(day, {"day": "2026-01-02T23:30:00-08:00"}, "date"),
            date(2026, 1, 2),
        )
        self.assertIs(self.apply(day, {"day": None}, "date"), False)
        with self.assertRaises(MappingError):
            self.apply(day, {"day": "02.01.2026"}, "date")
