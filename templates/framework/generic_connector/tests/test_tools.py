from datetime import datetime, timezone

from odoo.tests.common import BaseCase

from ..tools import (
    MAX_DEPTH,
    advisory_key,
    backoff,
    brief,
    bury,
    compose_id,
    decode_json,
    dig,
    digest,
    dump,
    fill,
    flatten_error,
    mask,
    parse_datetime,
    parse_number,
    parse_retry_after,
)


class TestTools(BaseCase):
    def test_dig(self):
        data = {"a": {"b": [{"c": 1}, {"c": 0}, {"d": [2, 3]}]}, "n": None, "e": ""}
        self.assertEqual(dig(data, "a.b[0].c"), 1)
        self.assertEqual(dig(data, "a.b[].c"), [1, 0])
        self.assertEqual(dig(data, "a.b[].d"), [2, 3])
        self.assertEqual(dig(data, "a.b[9].c", "x"), "x")
        self.assertEqual(dig(data, "a.x.y", "x"), "x")
        self.assertEqual(dig(data, "e", "x"), "")
        self.assertIsNone(dig(data, "n", "x"))
        self.assertEqual(dig(data, ""), data)
        self.assertEqual(dig([1], "a", "x"), "x")

    def test_bury(self):
        data = {}
        bury(data, "a.b", 1)
        bury(data, "a.c", 2)
        self.assertEqual(data, {"a": {"b": 1, "c": 2}})

    def test_json_that_the_database_can_hold(self):
        raw = b'{"a": "x\\u0000y\\ud83d z", "b": "\\ud83d\\ude00", "c\\u0000": [1]}'
        self.assertEqual(decode_json(raw), {"a": "xy z", "b": "\U0001f600", "c": [1]})
        self.assertEqual(decode_json(b'["\xff"]'), ["\ufffd"])
        self.assertEqual(decode_json(b"[1%s]" % (b"0" * 5000)), [float("inf")])
        with self.assertRaises(ValueError):
            decode_json(b"<html>")

    def test_json_nested_too_deep(self):
        raw = b'{"id": 7, "deep": %s"}"%s, "last": "[{"}' % (b"[" * 9999, b"]" * 9999)
        data = decode_json(raw)
        self.assertEqual((data["id"], data["last"]), (7, "[{"))
        depth, value = 0, data["deep"]
        while value:
            depth, value = depth + 1, value[0]
        self.assertEqual(depth, MAX_DEPTH - 2)
        deep = "x"
        for _level in range(50_000):
            deep = [deep]
        self.assertTrue(digest(deep))
        self.assertIn("null", dump(deep))
        self.assertLess(len(brief(deep)), 100)

    def test_numbers(self):
        self.assertEqual(
            [parse_number(value) for value in ("-1.5", 2, 0)], [-1.5, 2, 0]
        )
        for value in (True, "1e400", "nan", [], {}, None, "x", 10**400):
            with self.assertRaises(ValueError):
                parse_number(value)

    def test_compose_id(self):
        self.assertEqual(compose_id({"id": [1]}, "id"), "")
        self.assertEqual(compose_id({"id": 0}, "id"), "0")
        self.assertEqual(compose_id({"a": 1, "b": "x"}, ["a", "b"]), "1:x")
        self.assertEqual(compose_id({"a": 1, "b": None}, ["a", "b"]), "")
        self.assertEqual(compose_id({}, "id"), "")

    def test_digest(self):
        self.assertEqual(digest({"a": 1, "b": 2}), digest({"b": 2, "a": 1}))
        self.assertNotEqual(digest({"a": 1}), digest({"a": "1"}))

    def test_advisory_key(self):
        self.assertEqual(advisory_key("a", 1), advisory_key("a", 1))
        self.assertNotEqual(advisory_key("a", 1), advisory_key("a", 2))
        self.assertTrue(-(2**63) <= advisory_key("x") < 2**63)

    def test_parse_datetime(self):
        expected = datetime(2026, 1, 2, 1, 4, 5)
        for text in (
            "2026-01-02T03:04:05+02:00",
            "2026-01-02T03:04:05+0200",
            "2026-01-02T01:04:05Z",
            "2026-01-02T01:04:05.1234567Z",
            "2026-01-02 01:04:05",
        ):
            self.assertEqual(parse_datetime(text), expected, text)
        for text in ("", "yesterday", None, 5, "2026-13-45"):
            self.assertIsNone(parse_datetime(text), text)

    def test_parse_retry_after(self):
        self.assertEqual(parse_retry_after("2.5"), 2.5)
        self.assertEqual(parse_retry_after("-1"), 0.0)
        now = datetime(2026, 1, 1, 12, 0, 0, tzinfo=timezone.utc)
        date = "Thu, 01 Jan 2026 12:00:30 GMT"
        self.assertEqual(parse_retry_after(date, now), 30.0)
        self.assertIsNone(parse_retry_after("soon"))
        self.assertIsNone(parse_retry_after(None))

    def test_backoff(self):
        for attempt in range(1, 12):
            wait = backoff(attempt, base=0.5, limit=10.0)
            self.assertTrue(0 <= wait <= min(10.0, 0.5 * 2**attempt))

    def test_texts(self):
        self.assertEqual(fill("/{a}/{b}.json", {"a": 1}.get), "/1/.json")
        self.assertEqual(
            flatten_error({"name": ["is empty", "bad"]}), "name: is empty, bad"
        )
        self.assertEqual(flatten_error([{"a": 1}, None, "b"]), "a: 1, b")
        self.assertEqual(mask("key sk_123 is bad", ["sk_123", ""]), "key *** is bad")
