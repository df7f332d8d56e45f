"""Rows known by their ids: a million of them, of which only those in view are ever fetched."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Self

from textual import events
from textual.geometry import Region
from textual.timer import Timer

from crm.errors import CrmError
from tui.widgets import table_messages
from tui.widgets.cursor_view import CursorView
from tui.widgets.table_columns import Row
from tui.widgets.table_rows import Absence, Fetch, TableRows
from tui.work import begin

MOMENT = 0.05
"""Seconds that rows on their way are waited for, before others are drawn that say so."""


async def _fetch_nothing(_ids: Sequence[int]) -> Sequence[Row]:
    return []


class LazyList(CursorView):
    """A view whose items are rows, fetched in pages as they come into view.

    Each takes `row_height` lines.
    """

    row_height: ClassVar[int] = 1

    RowHighlighted = table_messages.RowHighlighted
    RowSelected = table_messages.RowSelected
    FetchFailed = table_messages.FetchFailed

    def __init__(
        self, *, empty: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._rows = TableRows((), _fetch_nothing)
        self._filling = False
        self._waiting: Timer | None = None
        self._told: int | None = None

    def set_rows(self, ids: Sequence[int], fetch: Fetch, *, keep_cursor: bool = True) -> None:
        """Show other rows: `ids` in their order, and `fetch` to get the rows of some of them.

        The cursor stays on its row where that is still listed, else near its place, unless
        `keep_cursor` is False.
        """
        kept, place = self.cursor_id, self.cursor_index or 0
        self._rows = TableRows(ids, fetch)
        self._wait_for_rows()
        self.set_line_count(len(ids) * self.row_height)
        if keep_cursor and kept is not None:
            found = self._rows.index_of(kept)
            place = place if found is None else found
        self.place_cursor(place if keep_cursor else 0)
        self._look_at_view()

    def refresh_rows(self, ids: Iterable[int] | None = None) -> None:
        """Fetch these rows anew, or all that are in view, because the data changed."""
        self._rows.forget(ids)
        self._look_at_view()

    @property
    def ids(self) -> Sequence[int]:
        """The ids of the rows, in their order."""
        return self._rows.ids

    @property
    def cursor_id(self) -> int | None:
        """The id of the row under the cursor."""
        return None if self.cursor_index is None else self._rows.ids[self.cursor_index]

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor, or None until it has been fetched."""
        row = Absence.GONE if self.cursor_index is None else self._rows.row_at(self.cursor_index)
        return None if isinstance(row, Absence) else row

    def move_to(self, index: int) -> None:
        """Put the cursor on a position."""
        self.cursor_index = index

    def move_to_id(self, identity: int) -> bool:
        """Put the cursor on a row; False where it is not listed."""
        index = self._rows.index_of(identity)
        if index is not None:
            self.cursor_index = index
        return index is not None

    # What the view asks.

    @property
    def item_count(self) -> int:
        """How many rows are listed."""
        return len(self._rows)

    def lines_of(self, index: int) -> range:
        """Return the lines of a row."""
        return range(index * self.row_height, (index + 1) * self.row_height)

    def item_at(self, line: int) -> int | None:
        """Return the row on a line."""
        index = line // self.row_height
        return index if 0 <= index < self.item_count else None

    def cursor_moved(self) -> None:
        """Tell which row the cursor stands on, if it is another than was told before."""
        if self.cursor_id != self._told:
            self._told = self.cursor_id
            self.post_message(self.RowHighlighted(self, self.cursor_id, self.cursor_index))

    def item_chosen(self, index: int) -> None:
        """Tell which row was chosen."""
        self.post_message(self.RowSelected(self, self._rows.ids[index]))

    # Fetching.

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw again; where rows in view are on their way, once they are here or a moment later."""
        drawn = repaint and self._waiting is None
        return super().refresh(*regions, repaint=drawn, layout=layout, recompose=recompose)

    def _wait_for_rows(self) -> None:
        """Draw nothing for a moment."""
        if self._waiting is None and self.is_attached:
            self._waiting = self.set_timer(MOMENT, self._stop_waiting)

    def _stop_waiting(self) -> None:
        """Draw what is here."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what comes into view."""
        if self._missing_in_view():
            self._wait_for_rows()
        super().watch_scroll_y(old_value, new_value)
        self._fill()

    def on_resize(self, _event: events.Resize) -> None:
        """Fetch what a larger view shows."""
        self._fill()

    def _look_at_view(self) -> None:
        """Draw what is in view, or wait for what is missing there."""
        if self._missing_in_view():
            self._wait_for_rows()
        else:
            self._stop_waiting()
        self._fill()

    @property
    def _view(self) -> tuple[int, int]:
        """The first row in view, and how many there are at most."""
        return self.scroll_offset.y // self.row_height, self.page_height // self.row_height + 1

    def _missing_in_view(self) -> list[int]:
        """Return the pages that rows in view need."""
        if not self.scrollable_content_region.height:
            return []
        top, height = self._view
        return self._rows.missing_pages(top, top + height - 1)

    def _missing_pages(self) -> list[int]:
        """Return the pages to fetch: those in view first, then those one view above and below."""
        if not self.scrollable_content_region.height:
            return []
        top, height = self._view
        beside = (top - height, top + 2 * height - 1)
        return self._missing_in_view() or self._rows.missing_pages(*beside)

    def _fill(self) -> None:
        """Start fetching unless it goes on already: it looks by itself at what is in view then."""
        if not self._filling and self.is_attached and self._missing_pages():
            self._filling = True
            begin(self, self._fetch_missing, group="rows")

    async def _fetch_missing(self) -> None:
        """Fetch one page at a time, so that pages scrolled past are never asked for."""
        try:
            while pages := self._missing_pages():
                in_view = pages[0] in self._missing_in_view()
                rows = self._rows
                try:
                    await rows.load(pages[0])
                except CrmError as error:
                    rows.give_up(pages[0])
                    self.post_message(self.FetchFailed(self, error))
                if in_view and not self._missing_in_view():
                    self._stop_waiting()
        finally:
            self._filling = False
