from datetime import datetime, timezone

from odoo.tests.common import BaseCase

from ..tools import (
    advisory_key,
    backoff,
    bury,
    compose_id,
    dig,
    digest,
    fill,
    flatten_error,
    mask,
    parse_datetime,
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

    def test_compose_id(self):
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
