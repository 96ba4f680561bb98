from collections import namedtuple

from odoo.tests.common import BaseCase

from ..paginators import PAGINATORS

Answer = namedtuple("Answer", "headers body")


class TestPaginators(BaseCase):
    def walk(self, kind, config, pages, params=None, size=None):
        """Return the (url, params) that walk through pages of (headers, body, n)."""
        paginator = PAGINATORS[kind](config, size)
        asked, cursor = [], None
        for headers, body, count in pages:
            asked.append(paginator.request(params or {}, cursor))
            records = [{"id": number} for number in range(count)]
            cursor = paginator.next_cursor(Answer(headers, body), records, cursor)
            if cursor is None:
                break
        self.assertIsNone(cursor)
        return asked

    def test_link_header_cursor(self):
        link = (
            '<https://x/p?limit=2&page_info=abc>; rel="next", <https://x/p>; rel="prev"'
        )
        config = {
            "cursor_param": "page_info",
            "cursor_params": ["limit"],
            "size_param": "limit",
            "size": 2,
        }
        asked = self.walk(
            "link_header",
            config,
            [({"Link": link}, None, 2), ({"Link": ""}, None, 1)],
            {"status": "any"},
        )
        self.assertEqual(
            asked,
            [
                (None, {"status": "any", "limit": 2}),
                # With a cursor only what the system allows beside it.
                (None, {"limit": 2, "page_info": "abc"}),
            ],
        )

    def test_link_header_url(self):
        asked = self.walk(
            "link_header",
            {},
            [({"Link": '<https://x/p?page=2>; rel="next"'}, None, 1), ({}, None, 1)],
        )
        self.assertEqual(asked, [(None, {}), ("https://x/p?page=2", {})])

    def test_page(self):
        config = {"page_param": "page", "size_param": "per_page", "size": 2}
        full, rest = ({}, None, 2), ({}, None, 1)
        asked = self.walk("page", config, [full, full, rest])
        self.assertEqual([params["page"] for _url, params in asked], [1, 2, 3])
        config["total_pages_header"] = "X-Pages"
        pages = [({"X-Pages": "2"}, None, 2), ({"X-Pages": "2"}, None, 2)]
        self.assertEqual(len(self.walk("page", config, pages)), 2)

    def test_step_back(self):
        page = PAGINATORS["page"]({"size": 2})
        self.assertEqual(
            [page.step_back(3, 1), page.step_back(3, 3), page.step_back(2, 9)],
            [2, 1, 1],
        )
        self.assertIsNone(page.step_back(None, 1))
        offset = PAGINATORS["offset"]({"size": 2})
        self.assertEqual((offset.step_back(4, 1), offset.step_back(4, 9)), (3, 0))
        self.assertIsNone(offset.step_back(None, 1))
        self.assertIsNone(PAGINATORS["cursor"]({"size": 2}).step_back("after-7", 1))

    def test_page_from_zero(self):
        config = {"start": 0, "size": 2, "total_path": "total"}
        pages = [({}, {"total": 3}, 2), ({}, {"total": 3}, 1)]
        asked = self.walk("page", config, pages)
        self.assertEqual([params["page"] for _url, params in asked], [0, 1])

    def test_offset(self):
        config = {"offset_param": "skip", "size": 2, "has_more": "more"}
        pages = [({}, {"more": True}, 2), ({}, {"more": False}, 2)]
        asked = self.walk("offset", config, pages)
        self.assertEqual([params["skip"] for _url, params in asked], [0, 2])

    def test_offset_ends_on_a_short_page(self):
        asked = self.walk("offset", {"size": 2}, [({}, None, 2), ({}, None, 0)])
        self.assertEqual(len(asked), 2)

    def test_cursor_in_the_body(self):
        config = {"next": "next", "cursor_param": "after"}
        pages = [({}, {"next": "k1"}, 2), ({}, {"next": None}, 2)]
        asked = self.walk("cursor", config, pages)
        self.assertEqual(asked, [(None, {}), (None, {"after": "k1"})])

    def test_cursor_from_the_last_record(self):
        config = {"from_last": "id", "cursor_param": "after", "has_more": "more"}
        pages = [({}, {"more": True}, 3), ({}, {"more": False}, 1)]
        asked = self.walk("cursor", config, pages)
        self.assertEqual(asked[1], (None, {"after": 2}))

    def test_none(self):
        self.assertEqual(self.walk("none", {}, [({}, None, 5)]), [(None, {})])

    def test_size_stays_within_the_maximum(self):
        paginator = PAGINATORS["page"]({"size": 50, "max": 100}, 500)
        self.assertEqual(paginator.size, 100)
        self.assertEqual(PAGINATORS["page"]({"size": 50}, 0).size, 50)
