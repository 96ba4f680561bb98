from urllib.parse import parse_qs, urlsplit

from requests.utils import parse_header_links

from .base import Paginator


class LinkHeaderPaginator(Paginator):
    """The Link header names the next page (RFC 8288).

    With ``cursor_param`` only that parameter of the link is kept, and of our own
    only those in ``cursor_params``: such systems refuse any other beside a cursor.
    """

    kind = "link_header"

    def request(self, params, cursor):
        if not cursor:
            return None, self._sized(params)
        name = self.config.get("cursor_param")
        if not name:
            return cursor, {}
        allowed = self.config.get("cursor_params") or []
        kept = {
            key: value for key, value in self._sized(params).items() if key in allowed
        }
        return None, {**kept, name: cursor}

    def next_cursor(self, response, records, cursor):
        links = parse_header_links(response.headers.get("Link") or "")
        wanted = self.config.get("rel", "next")
        for link in links:
            if wanted not in (link.get("rel") or "").split():
                continue
            name = self.config.get("cursor_param")
            if not name:
                return link["url"]
            values = parse_qs(urlsplit(link["url"]).query).get(name)
            return values[0] if values else None
        return None
