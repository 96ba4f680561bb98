from collections import namedtuple

from ..tools import dig

#: records of a page, the cursor of the next one (None: the last), the total or None
Page = namedtuple("Page", "records cursor total")


class Paginator:
    """Base of the strategies.

    A cursor is plain JSON data: a run stores it and another process goes on with it.

    :param dict config: the pagination part of the spec
    :param int size: how many records to ask for
    """

    kind = None

    def __init__(self, config, size=None):
        self.config = config
        size = size or config.get("size")
        limit = config.get("max")
        self.size = min(size, limit) if size and limit else size

    def request(self, params, cursor):
        """Return (absolute URL or None, query parameters) that ask for a page."""
        raise NotImplementedError

    def next_cursor(self, response, records, cursor):
        """Return the cursor of the following page, or None after the last one."""
        raise NotImplementedError

    def step_back(self, cursor, count):
        """Return the cursor of the page to read anew when so many records went away.

        None where a page begins after a record: then none is passed over.
        """
        return None

    def total(self, response):
        """Return how many records there are in all, or None."""
        path = self.config.get("total_path")
        value = dig(response.body, path) if path else None
        if value is None and self.config.get("total_header"):
            value = response.headers.get(self.config["total_header"])
        try:
            return int(value)
        except (TypeError, ValueError):
            return None

    def _sized(self, params):
        """Return the parameters with the page size among them."""
        name = self.config.get("size_param")
        if name and self.size:
            return {**params, name: self.size}
        return dict(params)

    def _may_have_more(self, response, records):
        """Tell what the answer says about a next page; None where it says nothing."""
        path = self.config.get("has_more")
        if path:
            return bool(dig(response.body, path))
        if not records:
            return False
        return None
