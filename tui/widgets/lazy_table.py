"""A table that shows a million rows as quickly as ten, with columns, marks and an order."""

from collections.abc import Awaitable, Callable, Iterable, Sequence, Set
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.timer import Timer

from crm.i18n import N_, _
from tui.widgets import table_messages
from tui.widgets.lazy_list import LazyList
from tui.widgets.table_columns import Column, FittedColumn, fit_columns
from tui.widgets.table_drawing import GUTTER, MARGIN, header_parts, row_parts
from tui.widgets.table_rows import Fetch
from tui.work import begin

Locate = Callable[[str], Awaitable[int | None]]
"""Answers the position of the first row that begins with a text."""
PAUSE = 1.0
"""Seconds without a letter after which a jump is over."""


class LazyTable(LazyList):
    """Rows in columns, fetched as they come into view; marks are kept by id."""

    BINDING_GROUP_TITLE = N_("Table")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Mark"), id="list.mark"),
        Binding("ctrl+a", "mark_all", N_("Mark all or none"), show=False, id="list.mark_all"),
        Binding("asterisk", "invert_marks", N_("Turn marks around"), show=False, id="list.invert"),
        Binding("minus", "clear_marks", N_("Take all marks away"), show=False, id="list.unmark"),
        Binding("s", "sort_next", N_("Sort by the next column"), show=False, id="list.sort"),
        Binding("S", "reverse", N_("Turn the order around"), show=False, id="list.reverse"),
        Binding("apostrophe", "jump", N_("Jump to a letter"), show=False, id="list.jump"),
    ]
    header_height = 1

    MarksChanged = table_messages.MarksChanged
    SortRequested = table_messages.SortRequested

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "",
        marking: bool = True,
        zebra: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._columns = tuple(columns)
        self._zebra = zebra
        self._marking = marking
        self._locate: Locate | None = None
        self._marks: set[int] = set()
        self._listed_marks = 0
        self._sort = ("", False)
        self._typed: str | None = None
        self._jump_timer: Timer | None = None

    def set_rows(
        self,
        ids: Sequence[int],
        fetch: Fetch,
        *,
        locate: Locate | None = None,
        keep_cursor: bool = True,
    ) -> None:
        """Show other rows as `LazyList` does; `locate` makes the jump to a letter possible."""
        self._locate = locate
        super().set_rows(ids, fetch, keep_cursor=keep_cursor)
        self._count_listed_marks()
        self.refresh_bindings()

    # Columns and order.

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self._columns = tuple(columns)
        self.refresh()

    def set_sort(self, column: str, descending: bool = False) -> None:
        """Show by which column the rows are in order; ordering them is the owner's work."""
        self._sort = (column, descending)
        self.refresh()

    @property
    def fitted_columns(self) -> list[FittedColumn]:
        """The columns that are shown at this width."""
        return fit_columns(self._columns, self.scrollable_content_region.width - GUTTER - MARGIN)

    def _request_sort(self, column: str) -> None:
        """Ask for a column up, then down, then for the list's own order."""
        sorted_by, descending = self._sort
        if column != sorted_by:
            self.post_message(self.SortRequested(self, column, False))
        elif not descending:
            self.post_message(self.SortRequested(self, column, True))
        else:
            self.post_message(self.SortRequested(self, "", False))

    # Marks.

    @property
    def marks(self) -> Set[int]:
        """The ids that are marked, those not listed at the moment included."""
        return self._marks

    @property
    def listed_marks(self) -> int:
        """How many of those that are listed are marked."""
        return self._listed_marks

    def set_marks(self, ids: Iterable[int]) -> None:
        """Mark just these."""
        self._marks = set(ids)
        self._count_listed_marks()
        self.refresh()
        self.post_message(self.MarksChanged(self))

    def clear_marks(self) -> None:
        """Mark nothing."""
        self.set_marks(())

    def _toggle_mark(self, index: int) -> None:
        identity = self._rows.ids[index]
        self._marks ^= {identity}
        self._listed_marks += 1 if identity in self._marks else -1
        self.refresh_item(index)
        self.post_message(self.MarksChanged(self))

    def _count_listed_marks(self) -> None:
        self._listed_marks = (
            sum(map(self._marks.__contains__, self._rows.ids)) if self._marks else 0
        )

    # What the view asks.

    def draw_header(self, width: int) -> Strip:
        """Draw the labels, or the question for a letter while a jump waits for one."""
        if self._typed is not None:
            question = _("Jump to: {text}").format(text=self._typed)
            if not self._typed:
                question = _("Jump to which letter?")
            return self.paint([(" " * GUTTER + question, "accent")], width, base="view--header")
        return self.paint(header_parts(self.fitted_columns, self._sort), width, base="view--header")

    def draw_line(self, line: int, width: int) -> Strip:
        """Draw a row."""
        if line >= self.item_count:
            return self.paint([], width)
        base = "view--stripe" if self._zebra and line % 2 else ""
        if line == self.cursor_index:
            base = "view--cursor"
        marked = self._rows.ids[line] in self._marks
        parts = row_parts(self.fitted_columns, self._rows.row_at(line), marked)
        return self.paint(parts, width, base=base)

    def item_clicked(self, index: int, x: int, *, twice: bool) -> None:
        """Mark by a click in the gutter, else move or choose."""
        if self._marking and x < GUTTER:
            self._toggle_mark(index)
        else:
            super().item_clicked(index, x, twice=twice)

    def header_clicked(self, x: int) -> None:
        """Ask for the order of the column that was clicked."""
        for fitted in self.fitted_columns:
            inside = 0 <= x - GUTTER - fitted.start < fitted.width
            if inside and fitted.column.sortable:
                self._request_sort(fitted.column.key)

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what this table can do."""
        if action in ("mark", "mark_all", "invert_marks"):
            return self._marking
        if action == "clear_marks":
            return bool(self._marks)
        if action == "jump":
            return self._locate is not None
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark or unmark the row under the cursor, and go on to the next."""
        if self.cursor_index is not None:
            self._toggle_mark(self.cursor_index)
            self.action_move(1)

    def action_mark_all(self) -> None:
        """Mark every row listed; unmark them where all are marked."""
        if self._listed_marks == self.item_count:
            self.set_marks(self._marks.difference(self._rows.ids))
        else:
            self.set_marks(self._marks.union(self._rows.ids))

    def action_invert_marks(self) -> None:
        """Mark what is listed and not marked, and unmark what is."""
        self.set_marks(self._marks ^ set(self._rows.ids))

    def action_clear_marks(self) -> None:
        """Mark nothing, not even what is not listed."""
        self.clear_marks()

    def action_sort_next(self) -> None:
        """Ask for the order of the next column."""
        keys = [column.key for column in self._columns if column.sortable]
        if keys:
            place = keys.index(self._sort[0]) if self._sort[0] in keys else -1
            self.post_message(self.SortRequested(self, keys[(place + 1) % len(keys)], False))

    def action_reverse(self) -> None:
        """Ask for the same order the other way around."""
        if self._sort[0]:
            self.post_message(self.SortRequested(self, self._sort[0], not self._sort[1]))

    def action_jump(self) -> None:
        """Wait for the letters to jump to."""
        self._type("")

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a jump; escape and enter end it, any other key does and acts."""
        if self._typed is None:
            return
        if event.is_printable and event.character and self._locate is not None:
            self._type(self._typed + event.character)
            work = partial(self._jump, self._typed, self._locate)
            begin(self, work, group="jump", exclusive=True)
        elif event.key == "backspace":
            self._type(self._typed[:-1])
        else:
            self._end_jump()
            if event.key not in ("escape", "enter"):
                return
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """End a jump when the keys go elsewhere."""
        self._end_jump()

    def _type(self, text: str) -> None:
        self._typed = text
        if self._jump_timer is not None:
            self._jump_timer.stop()
        self._jump_timer = self.set_timer(PAUSE, self._end_jump) if text else None
        self.refresh()

    def _end_jump(self) -> None:
        self._typed = None
        self.refresh()

    async def _jump(self, text: str, locate: Locate) -> None:
        index = await locate(text)
        if index is not None:
            self.move_to(index)
