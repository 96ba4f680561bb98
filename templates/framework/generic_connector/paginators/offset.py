from .base import Paginator


class OffsetPaginator(Paginator):
    """A page starts after so many records."""

    kind = "offset"

    def request(self, params, cursor):
        name = self.config.get("offset_param", "offset")
        return None, {**self._sized(params), name: cursor or 0}

    def next_cursor(self, response, records, cursor):
        if not records:
            return None
        following = (cursor or 0) + len(records)
        total = self.total(response)
        if total is not None:
            return following if following < total else None
        more = self._may_have_more(response, records)
        if more is None:
            more = not self.size or len(records) >= self.size
        return following if more else None

    def step_back(self, cursor, count):
        return max(0, cursor - count) if cursor else None
