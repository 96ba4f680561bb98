from ..tools import dig
from .base import Paginator


class CursorPaginator(Paginator):
    """The answer holds the key of the next page, or its last record does.

    ``next``: path of the key in the body; an absolute URL is followed as it is.
    ``from_last``: path in the last record whose value is the key.
    """

    kind = "cursor"

    def request(self, params, cursor):
        if isinstance(cursor, str) and cursor.startswith(("http://", "https://")):
            return cursor, {}
        if cursor is None:
            return None, self._sized(params)
        return None, {**self._sized(params), self.config["cursor_param"]: cursor}

    def next_cursor(self, response, records, cursor):
        if self._may_have_more(response, records) is False:
            return None
        if self.config.get("next"):
            return dig(response.body, self.config["next"]) or None
        return dig(records[-1], self.config.get("from_last", "id")) if records else None
