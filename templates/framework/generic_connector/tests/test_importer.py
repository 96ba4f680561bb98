import logging
import time
from types import SimpleNamespace
from unittest.mock import patch

import psycopg2

from odoo.tests.common import TransactionCase, tagged

from odoo.addons.connector.exception import MappingError

from ..components.importer import GenericImporter, ImportItem, ImportResult
from ..exceptions import (
    ConcurrentImportError,
    RateLimitError,
    RecordErrors,
    RemoteRetryableError,
)


@tagged("post_install", "-at_install")
class TestHalving(TransactionCase):
    """A page's bad records stand alone in the end; the good ones come through."""

    def setUp(self):
        super().setUp()
        work = SimpleNamespace(
            env=self.env, model=SimpleNamespace(_table="x"), cache={"old": 1}
        )
        self.importer = GenericImporter(work)
        self.imported = []
        self.buried = []
        self.tries = 0
        for name, function in (
            ("_import_batch", self.import_batch),
            ("_load_bindings", lambda items: None),
            ("_bury", lambda key, *failure: self.buried.append(key)),
        ):
            patcher = patch.object(GenericImporter, name, side_effect=function)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.failure = {}
        logging.getLogger("odoo.sql_db").setLevel(logging.CRITICAL)
        self.addCleanup(logging.getLogger("odoo.sql_db").setLevel, logging.NOTSET)

    def import_batch(self, items):
        self.tries += 1
        for item in items:
            error = self.failure.get(item.external_id)
            if error:
                raise error
        self.imported.extend(item.external_id for item in items)
        return len(items), 0, 0

    def run_items(self, count):
        items = [ImportItem(str(number), {"id": number}) for number in range(count)]
        result = ImportResult()
        self.importer._import_or_halve(items, result)
        return result

    def test_all_good(self):
        result = self.run_items(8)
        self.assertEqual((result.created, result.failed, self.tries), (8, 0, 1))

    def test_bad_records_stand_alone(self):
        self.failure = {"3": ValueError("bad"), "6": KeyError("bad")}
        result = self.run_items(8)
        self.assertEqual(sorted(self.buried), ["3", "6"])
        self.assertEqual(sorted(result.failed_ids), ["3", "6"])
        self.assertEqual(sorted(self.imported), ["0", "1", "2", "4", "5", "7"])
        self.assertEqual((result.created, result.failed), (6, 2))
        self.assertFalse(self.importer.work.cache)

    def test_known_bad_records_need_no_halving(self):
        self.failure = {"3": RecordErrors({"3": ValueError("a"), "5": ValueError("b")})}
        result = self.run_items(8)
        self.assertEqual(sorted(self.buried), ["3", "5"])
        self.assertEqual((result.created, result.failed, self.tries), (6, 2, 2))

    def test_what_may_heal_puts_the_page_back(self):
        self.failure = {"3": RemoteRetryableError("later")}
        with self.assertRaises(RemoteRetryableError):
            self.run_items(8)
        self.assertFalse(self.buried)

    def test_locks_put_the_page_back(self):
        self.failure = {
            "3": psycopg2.errors.SerializationFailure("could not serialize")
        }
        with self.assertRaises(ConcurrentImportError):
            self.run_items(8)
        self.assertFalse(self.buried)

    def test_limits_of_the_database_are_the_records_fault(self):
        class TooLong(psycopg2.errors.ProgramLimitExceeded):
            pgcode = "54000"

        self.failure = {"3": TooLong("index row size 10016 exceeds maximum 2704")}
        result = self.run_items(8)
        self.assertEqual((self.buried, result.created), (["3"], 7))
        item = ImportItem("3", {})
        item.data = {"parent": {"name": "x" * 3000, "line_ids": [(0, 0, {"a": "b"})]}}
        self.assertIn("name", str(self.importer._explain(self.failure["3"], item)))

    def import_items(self, count, refused=(), deadline=None):
        """Import a page in chunks of four.

        :param refused: ids whose dependencies have to wait for their turn
        """

        def import_dependencies(importer, records):
            if {record["id"] for record in records} & set(refused):
                raise RateLimitError("later", seconds=7)

        items = [ImportItem(str(number), {"id": number}) for number in range(count)]
        with patch.multiple(
            GenericImporter,
            # The importer stands alone here, without what it inherits as a component.
            create=True,
            _load_disputes=lambda importer, some: None,
            _adopt=lambda importer, some: None,
            _chunk_size=4,
            _collect=lambda importer, records, skip_ids, result: items,
            _lock=lambda importer, some: None,
            _recheck=lambda importer, some: None,
            _is_changed=lambda importer, item: True,
            _is_stale=lambda importer, item: False,
            _import_dependencies=import_dependencies,
        ):
            self.importer.work.model._name = "x"
            return self.importer.import_page([], deadline=deadline)

    def test_what_came_through_before_a_wait_stays(self):
        result = self.import_items(12, refused=[5], deadline=time.monotonic() + 60)
        self.assertEqual(self.imported, ["0", "1", "2", "3"])
        self.assertEqual((result.complete, result.seconds), (False, 7))
        self.assertEqual((result.created, result.failed), (4, 0))

    def test_without_progress_the_page_is_put_back(self):
        for refused, deadline in (([2], time.monotonic() + 60), ([5], None)):
            with self.assertRaises(RateLimitError):
                self.import_items(12, refused, deadline)
        self.assertFalse(self.buried)

    def test_parts_that_were_read_before_a_wait_are_imported(self):
        def with_parts(importer, record, external_id):
            if external_id == "2":
                raise RateLimitError("later", seconds=7)
            return {**record, "parts": []}

        with patch.multiple(
            GenericImporter, _subrequests=({"path": "parts"},), _with_parts=with_parts
        ):
            result = self.import_items(12, deadline=time.monotonic() + 60)
        self.assertEqual(self.imported, ["0", "1"])
        self.assertEqual((result.complete, result.seconds), (False, 7))

    def test_only_what_takes_requests_makes_small_chunks(self):
        records = [{"parts": []}] * 60 + [{"parts": [1]}] * 60 + [{}] * 30
        items = [ImportItem(str(number), row) for number, row in enumerate(records)]
        with patch.multiple(
            GenericImporter, _subrequests=({"path": "parts"},), _chunk_size=40
        ):
            chunks = list(self.importer._split_chunks(items))
        self.assertEqual([len(chunk) for chunk in chunks], [40, 40, 25, 25, 20])
        self.assertEqual([item for chunk in chunks for item in chunk], items)

    def test_lists_that_are_none(self):
        self.assertEqual(self.importer._list({"a": [{"b": 1}, None]}, "a"), [{"b": 1}])
        self.assertEqual(self.importer._list({"a": None}, "a"), [])
        for value in ("none", 5, {"b": 1}, [1], [[]]):
            with self.assertRaisesRegex(MappingError, "a: "):
                self.importer._list({"a": value}, "a")

    def test_cursor_is_quiet_and_loud_again(self):
        with self.importer._quiet_cursor(), self.importer._quiet_cursor():
            with self.assertNoLogs("odoo.sql_db", "ERROR"):
                with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                    self.env.cr.execute("SELECT nothing")
        self.assertNotIn("execute", vars(self.env.cr))

    def test_same_id_twice_in_a_page(self):
        with patch.object(
            GenericImporter,
            "_get_external_id",
            lambda self, row: str(row.get("id", "")),
        ):
            items = self.importer._collect(
                [{"id": 1, "v": 1}, {"id": 2}, {"id": 1, "v": 2}, {"x": 1}],
                ["2"],
                ImportResult(),
            )
        self.assertEqual([item.record for item in items], [{"id": 1, "v": 2}])
        self.assertEqual(self.buried, [""])

    def test_changed_values(self):
        partner = self.env["res.partner"].create(
            {"name": "A", "street": "S", "country_id": self.env.ref("base.de").id}
        )
        values = {
            "name": "A",
            "street": False,
            "zip": False,
            "country_id": self.env.ref("base.de").id,
            "partner_latitude": 0.0,
        }
        self.assertEqual(self.importer._get_changed(partner, values), {"street": False})
