from .base import Paginator


class SinglePaginator(Paginator):
    """The list comes in one piece."""

    kind = "none"

    def request(self, params, cursor):
        return None, self._sized(params)

    def next_cursor(self, response, records, cursor):
        return None
