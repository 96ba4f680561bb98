from ..tools import dig
from .base import Paginator


class PagePaginator(Paginator):
    """Pages are numbered."""

    kind = "page"

    def request(self, params, cursor):
        number = cursor or self.config.get("start", 1)
        return None, {
            **self._sized(params),
            self.config.get("page_param", "page"): number,
        }

    def next_cursor(self, response, records, cursor):
        number = cursor or self.config.get("start", 1)
        pages = self._page_count(response)
        if pages is not None:
            last = pages + self.config.get("start", 1) - 1
            return number + 1 if number < last else None
        more = self._may_have_more(response, records)
        if more is None:
            more = not self.size or len(records) >= self.size
        return number + 1 if more else None

    def step_back(self, cursor, count):
        start = self.config.get("start", 1)
        if not cursor or cursor <= start:
            return None
        return max(start, cursor + -count // self.size if self.size else start)

    def _page_count(self, response):
        """Return how many pages the answer says there are, or None."""
        value = None
        if self.config.get("total_pages_header"):
            value = response.headers.get(self.config["total_pages_header"])
        elif self.config.get("total_pages_path"):
            value = dig(response.body, self.config["total_pages_path"])
        else:
            total = self.total(response)
            if total is not None and self.size:
                return -(-total // self.size)
        try:
            return int(value)
        except (TypeError, ValueError):
            return None
