"""How a system cuts its lists into pages: one strategy per file."""

from .base import Page, Paginator
from .cursor import CursorPaginator
from .link_header import LinkHeaderPaginator
from .offset import OffsetPaginator
from .page import PagePaginator
from .single import SinglePaginator

PAGINATORS = {
    paginator.kind: paginator
    for paginator in (
        CursorPaginator,
        LinkHeaderPaginator,
        OffsetPaginator,
        PagePaginator,
        SinglePaginator,
    )
}

__all__ = ["PAGINATORS", "Page", "Paginator"]
