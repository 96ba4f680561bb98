from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests.common import new_test_user, tagged

from ..components.importer import ImportItem
from ..components.merger import GenericMerger
from ..merge import (
    UNKNOWN,
    dump_base,
    explain,
    freeze,
    freeze_value,
    load_base,
)
from ..models.generic_conflict import GenericConflict, GenericConflictLine
from ..tools import MISSING
from .common import ConnectorCase


@tagged("post_install", "-at_install")
class TestMerge(ConnectorCase):
    def setUp(self):
        super().setUp()
        self.partner = self.env["res.partner"].create({"name": "Ours"})
        self.policy = self.external_date = None
        model = SimpleNamespace(
            _name="x.binding", _conflict_field="conflict_items", _sends=("name",)
        )
        self.merger = GenericMerger(SimpleNamespace(env=self.env, model=model))
        stamps = SimpleNamespace(
            map_stamps=lambda record: {"external_updated_at": self.external_date}
        )
        for name, value in (
            ("_policy", lambda: self.policy),
            ("mapper", lambda: stamps),
        ):
            patcher = patch.object(
                GenericMerger,
                name,
                property(lambda merger, value=value: value()),
                create=True,
            )
            patcher.start()
            self.addCleanup(patcher.stop)

    def settle(self, base, changed, policy="external_wins", forced=False):
        """Return (what is written, the base by then, the item)."""
        self.policy = policy
        item = ImportItem("7", {})
        item.is_forced = forced
        item.data = {"base": dict(base), "parent": dict(changed)}
        written = self.merger._settle(item, self.partner, changed)
        self.partner.write(written)
        sides = self.merger._get_sides(item, self.partner)
        return written, {**base, **sides}, item

    def test_only_one_side_changed(self):
        for policy in ("external_wins", "odoo_wins", "newest_wins", "manual"):
            self.partner.name = "Ours"
            theirs = {"name": "Theirs"}
            written, base, item = self.settle({"name": ("Ours", "Old")}, theirs, policy)
            self.assertEqual(written, theirs, policy)
            self.assertEqual(base, {"name": ("Theirs", "Theirs")}, policy)
            self.assertNotIn("ahead", item.data)
            self.partner.name = "Ours"
            known = {"name": ("Old", "Theirs")}
            written, base, item = self.settle(known, theirs, policy)
            self.assertEqual((written, base), ({}, known), policy)
            self.assertTrue(item.data["ahead"], policy)
            # Odoo holds it otherwise than it was sent, and nobody touched it since.
            known = {"name": ("Ours", "Theirs")}
            written, base, item = self.settle(known, theirs, policy)
            self.assertEqual((written, base), ({}, known), policy)
            self.assertNotIn("ahead", item.data)

    def test_both_changed(self):
        known, theirs = {"name": ("Old", "Old")}, {"name": "Theirs"}
        written, base, _item = self.settle(known, theirs, "odoo_wins")
        self.assertEqual(written, {})
        # The external value is seen; Odoo's is still to be sent.
        self.assertEqual(base, {"name": ("Old", "Theirs")})
        written, base, item = self.settle(known, theirs, "manual")
        self.assertEqual((written, base), ({}, known))
        [dispute] = item.data["disputes"]
        self.assertEqual(
            (dispute["label"], dispute["odoo_value"], dispute["external_value"]),
            ("Name", "Ours", "Theirs"),
        )
        written, base, _item = self.settle(known, theirs)
        self.assertEqual(written, theirs)
        self.assertEqual(base, {"name": ("Theirs", "Theirs")})

    def test_newest(self):
        known, theirs = {"name": ("Old", "Old")}, {"name": "Theirs"}
        now = self.env.cr.now().replace(microsecond=0)
        changed = now - timedelta(hours=1)
        for external, expected in (
            (changed - timedelta(seconds=1), {}),
            (changed, theirs),
            (changed + timedelta(seconds=1), theirs),
            (None, theirs),
        ):
            self.partner.name = "Ours"
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE res_partner SET write_date = %s WHERE id = %s",
                (changed.replace(microsecond=900000), self.partner.id),
            )
            self.partner.invalidate_recordset()
            self.external_date = external
            written, _base, _item = self.settle(known, theirs, "newest_wins")
            self.assertEqual(written, expected, external)

    def test_first_time_that_they_meet(self):
        self.partner.street = False
        self.partner.city = "Here"
        changed = {"name": "Theirs", "street": "There", "city": False}
        written, base, item = self.settle({}, changed, "manual")
        self.assertEqual(written, {"street": "There"})
        self.assertEqual(base, {"street": ("There", "There")})
        self.assertEqual(
            [dispute["field_name"] for dispute in item.data["disputes"]], ["name"]
        )
        self.partner.street = False
        written, base, _item = self.settle({}, changed, "odoo_wins")
        self.assertEqual(written, {"street": "There"})
        self.assertEqual(base["name"], (None, "Theirs"))
        self.assertEqual(self.settle({}, changed)[0], changed)

    def test_forced_import_takes_all_where_the_external_side_wins(self):
        known, theirs = {"name": ("Old", "Theirs")}, {"name": "Theirs"}
        self.assertEqual(self.settle(known, theirs, forced=True)[0], theirs)
        self.partner.name = "Ours"
        written, _base, _item = self.settle(known, theirs, "manual", forced=True)
        self.assertEqual(written, {})

    def test_bases(self):
        tags = self.env["res.partner.category"].create([{"name": "A"}, {"name": "B"}])
        germany = self.env.ref("base.de")
        values = {
            "name": "N" * 300,
            "comment": "<p>Hello</p>",
            "color": 3,
            "country_id": germany.id,
            "category_id": [Command.set(tags[::-1].ids)],
            "active": False,
            "street": False,
            "partner_latitude": 1.5,
        }
        self.partner.write(values)
        fields = self.partner._fields
        for name, value in values.items():
            self.assertEqual(
                freeze(self.partner, name), freeze_value(fields[name], value), name
            )
        self.assertTrue(freeze(self.partner, "name").startswith("sha256:"))
        self.assertEqual(freeze(self.partner, "category_id"), sorted(tags.ids))
        self.assertIs(freeze_value(fields["category_id"], [Command.link(1)]), MISSING)
        base = {"name": ("a", "a"), "color": (1, 2), "country_id": (None, UNKNOWN)}
        self.assertEqual(load_base(dump_base(base)), base)
        self.assertEqual(load_base(False), {})
        self.assertEqual(explain(self.partner, "country_id"), germany.display_name)
        self.assertEqual(
            explain(self.partner, "category_id", [Command.set(tags[0].ids)]), "A"
        )
        self.assertEqual(explain(self.partner, "comment"), "Hello")
        self.assertEqual(explain(self.partner, "street"), "")


@tagged("post_install", "-at_install")
class TestConflicts(ConnectorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.backend = cls.env["generic.backend"].create({"name": "Test"})

    def get_dispute(self, name, value, external_id="7"):
        """Return the values of a line."""
        return {
            "binding_model": "x.binding",
            "external_id": external_id,
            "record_name": "Seven",
            "field_name": name,
            "label": name.title(),
            "odoo_value": "Ours",
            "external_value": value,
            "external_key": f'"{value}"',
        }

    def store(self, external_id="7", parts=(), **fields):
        """Store a conflict of these fields: their external values."""
        values = {
            "entity": "item",
            "name": "Seven",
            "external_date": datetime(2026, 1, 1),
        }
        disputes = [self.get_dispute(*pair, external_id) for pair in fields.items()]
        disputes += [self.get_dispute("name", "P", part) for part in parts]
        conflicts = self.env["generic.conflict"]
        found = {external_id: (values, disputes), "8": (values, [])}
        conflicts._store(self.backend.id, "x.binding", found)
        return conflicts.search([], limit=1)

    def get_disputed(self):
        conflicts = self.env["generic.conflict"]
        return set(conflicts._get_open(self.backend.id, "x.binding", ["7", "8"]))

    def test_one_conflict_for_a_record(self):
        conflict = self.store(name="A", street="B")
        self.assertEqual(conflict.field_names, "Name, Street")
        self.assertEqual(self.backend.conflict_count, 1)
        self.assertEqual(self.get_disputed(), {"7"})
        # The next import: one field changed again, one settled itself, one is new.
        self.assertEqual(self.store(name="C", city="D"), conflict)
        self.assertEqual(
            [(line.field_name, line.state) for line in conflict.line_ids],
            [("name", "open"), ("street", "settled"), ("city", "open")],
        )
        self.assertEqual(conflict.line_ids[0].external_value, "C")
        self.store()
        self.assertEqual(conflict.state, "solved")
        self.assertEqual(self.get_disputed(), set())
        self.assertNotEqual(self.store(name="E"), conflict)

    def decide(self, lines, side):
        """Press a button; return what bindings and queue were told."""
        told = []

        class Binding:
            def _decide(self, name, decided, external):
                told.append((name, decided, external))

        name = "action_keep_odoo" if side == "odoo" else "action_take_external"
        with (
            patch.multiple(
                GenericConflict,
                _queue_import=lambda conflict: told.append("import"),
                _queue_export=lambda conflict: told.append("export"),
            ),
            patch.object(GenericConflictLine, "_get_binding", lambda line: Binding()),
        ):
            action = getattr(lines, name)()
        self.assertEqual(action["tag"], "display_notification")
        return told

    def test_a_click_for_each_side(self):
        conflict = self.store(name="A", street="B")
        name, street = conflict.line_ids
        self.assertEqual(self.decide(name, "odoo"), [("name", "odoo", "A")])
        self.assertEqual((name.state, conflict.state), ("odoo", "open"))
        # Nothing is sent before all is decided, and nothing is decided twice.
        self.assertEqual(
            self.decide(conflict, "external"),
            [("street", "external", "B"), "import", "export"],
        )
        self.assertEqual((street.state, conflict.state), ("external", "solved"))
        self.assertEqual(self.decide(conflict, "odoo"), [])

    def test_taking_the_external_side_sends_nothing(self):
        conflict = self.store(name="A")
        self.assertEqual(
            self.decide(conflict, "external"), [("name", "external", "A"), "import"]
        )

    def test_users_see_and_managers_decide(self):
        conflict = self.store(name="A")
        group = "connector_base_backend.group_connector_"
        user = new_test_user(self.env, "conflict_user", groups=f"{group}user")
        seen = conflict.with_user(user)
        self.assertEqual(seen.line_ids.external_value, "A")
        with self.assertRaises(AccessError):
            seen.action_keep_odoo()
        manager = new_test_user(self.env, "conflict_manager", groups=f"{group}manager")
        other = self.env["res.company"].create({"name": "Other"})
        self.decide(conflict.with_user(manager), "odoo")
        self.assertEqual(conflict.state, "solved")
        manager.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertFalse(self.env["generic.conflict"].with_user(manager).search([]))

    def test_a_page_is_looked_up_at_once(self):
        conflicts = self.env["generic.conflict"]
        found = {
            str(number): ({"entity": "item", "name": "X"}, []) for number in range(50)
        }
        self.env.flush_all()
        with self.assertQueryCount(1):
            conflicts._store(self.backend.id, "x.binding", found)
        self.assertFalse(conflicts.search([]))

    def test_links_that_go_take_their_conflicts_along(self):
        conflict = self.store(parts=["7-1"], name="A")
        other = self.store("9", name="A")

        def forget(*external_ids):
            bindings = SimpleNamespace(
                _name="x.binding",
                _conflict_field="conflict_items",
                backend_id=SimpleNamespace(generic_backend_id=self.backend),
                mapped=lambda name: list(external_ids),
            )
            self.env["generic.conflict"]._forget(bindings)

        forget(False, "7-1")
        self.assertEqual(conflict.line_ids.mapped("state"), ["open", "settled"])
        self.assertEqual(conflict.state, "open")
        forget("7")
        self.assertEqual((conflict.state, other.state), ("solved", "open"))

    def test_links_that_went_with_their_records(self):
        """Odoo's database deletes them without a word: the daily clean-up sees it."""
        conflict = self.store(name="A")
        with patch.object(GenericConflict, "_get_binding", lambda conflict: True):
            conflict._gc_conflicts()
        self.assertEqual(conflict.state, "open")
        with patch.object(GenericConflict, "_get_binding", lambda conflict: None):
            conflict._gc_conflicts()
        self.assertEqual(conflict.state, "solved")

    def test_solved_conflicts_are_deleted_in_time(self):
        conflict = self.store(name="A")
        self.decide(conflict, "odoo")
        still_open = self.store(name="B")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE generic_conflict SET write_date = %s",
            (datetime.now() - timedelta(days=200),),
        )
        with patch.object(GenericConflict, "_get_binding", lambda conflict: True):
            self.env["generic.conflict"]._gc_conflicts()
        self.assertEqual((conflict | still_open).exists(), still_open)
