"""The rows behind a table: a vector of ids, and the few pages of rows that were looked at last."""

from array import array
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from enum import Enum
from typing import Final

from tui.widgets.table_columns import Row, field_of

PAGE_SIZE = 100
KEPT_PAGES = 40

Fetch = Callable[[Sequence[int]], Awaitable[Sequence[Row]]]
"""Answers the rows with these ids, in any order; a row that has gone is left out."""


class Absence(Enum):
    """Why a row cannot be shown."""

    PENDING = "it has not arrived yet"
    GONE = "nobody answered for its id"


Page = dict[int, Row]


class TableRows:
    """Rows by position, for a million ids: pages are fetched when asked for, and few are kept.

    Memory is 8 bytes an id and at most `KEPT_PAGES` pages of `PAGE_SIZE` rows.
    """

    def __init__(self, ids: Sequence[int], fetch: Fetch) -> None:
        self.ids: Final = ids if isinstance(ids, array) else array("q", ids)
        self._fetch = fetch
        self._pages: OrderedDict[int, Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    def index_of(self, identity: int) -> int | None:
        """Return the position of an id, or None."""
        try:
            return self.ids.index(identity)
        except ValueError:
            return None

    def row_at(self, index: int) -> Row | Absence:
        """Return the row at a position if its page is here."""
        page = self._pages.get(index // PAGE_SIZE)
        if page is None:
            return Absence.PENDING
        self._pages.move_to_end(index // PAGE_SIZE)
        return page.get(self.ids[index], Absence.GONE)

    def missing_pages(self, first: int, last: int) -> list[int]:
        """Return the pages not here that positions `first` to `last` (inclusive) need."""
        first, last = max(0, first), min(last, len(self.ids) - 1)
        return [
            page
            for page in range(first // PAGE_SIZE, last // PAGE_SIZE + 1)
            if first <= last and page not in self._pages
        ]

    async def load(self, page: int) -> None:
        """Fetch one page and keep it, letting go of the one not looked at for longest."""
        start = page * PAGE_SIZE
        rows = await self._fetch(self.ids[start : start + PAGE_SIZE].tolist())
        self._keep(page, {field_of(row, "id"): row for row in rows})

    def give_up(self, page: int) -> None:
        """Remember that a page could not be fetched, so that it is not asked for forever."""
        self._keep(page, {})

    def forget(self, identities: Iterable[int] | None = None) -> None:
        """Let go of the pages that hold these ids, or of all, so that they are fetched anew."""
        if identities is None:
            self._pages.clear()
            return
        changed = set(identities)
        for page in [page for page, rows in self._pages.items() if not changed.isdisjoint(rows)]:
            del self._pages[page]

    def _keep(self, page: int, rows: Page) -> None:
        self._pages[page] = rows
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
