"""A list of records on the left and the chosen one on the right; narrow: the list alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from crm.book import Session
from crm.i18n import N_, _, ngettext
from crm.text import fold
from crm.vocabulary import RecordKind
from tui.pages import Subject
from tui.screens.filter_bar import FilterBar
from tui.screens.page_room import PageRoom
from tui.screens.record_actions import REACHED
from tui.screens.sorting import sorted_ids
from tui.widgets import table_messages
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record_items import Section
from tui.widgets.table_columns import Column, Row

Ids = Callable[..., list[int]]
Rows = Callable[[Session, Sequence[int]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list: its name, marked for the catalogue, and the filters of the query."""

    name: str
    filters: dict[str, Any] = field(default_factory=dict)


class RecordList(PageRoom):
    """The base of the rooms that list one kind of record."""

    PARTS: ClassVar[Sequence[Part]] = (Part(N_("All")),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "part(1)", N_("Next part"), id="list.next_part", show=False),
        Binding("left", "part(-1)", N_("Previous part"), id="list.previous_part", show=False),
        Binding("tab", "other_side", N_("List or record"), id="list.other_side", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._table: LazyTable | None = None
        self._part = 0
        self._added: int | None = None
        self._sort = ("", False)
        self._ids: list[int] = []

    # What a subclass answers.

    def columns(self) -> Sequence[Column]:
        """Return the columns of the list."""
        raise NotImplementedError

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return the ids of the records in their own order."""
        raise NotImplementedError

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Return what is said where there are none."""
        raise NotImplementedError

    def first_letters(self, session: Session, ids: Sequence[int]) -> list[str]:
        """Return the names by which one jumps to a letter."""
        return [str(row["name"]) for row in self.read_rows(session, ids)]

    # What it looks like.

    def compose_room(self) -> Iterator[Widget]:
        """Put the list beside the record."""
        with Horizontal(classes="sides"):
            with Vertical(classes="list-side"):
                yield from self.above_list()
                self._table = LazyTable(self.columns(), empty=_("Reading…"))
                yield self._table
            yield self.make_pane(_("Choose a record in the list to see it here."))

    def above_list(self) -> Iterator[Widget]:
        """Yield what stands above the list: its parts."""
        yield FilterBar([_(part.name) for part in self.PARTS])

    @property
    def part_shown(self) -> Part:
        """The part of the list that is shown."""
        return self.PARTS[self._part]

    @property
    def ids(self) -> list[int]:
        """Those that are listed, in order."""
        return self._ids

    @property
    def table(self) -> LazyTable:
        """The list."""
        return self._table or self.query_one(LazyTable)

    @property
    def subject(self) -> Subject | None:
        """The record under the cursor."""
        identity = self._table.cursor_id if self._table else None
        return None if identity is None else (self.NEW_KIND, identity)

    def subjects(self) -> list[Subject]:
        """Return those that are marked and listed, in their order, else the one at the cursor."""
        marks = self.table.marks
        marked = [(self.NEW_KIND, one) for one in self._ids if one in marks] if marks else []
        return marked or list(super().subjects())

    def to_export(self) -> tuple[RecordKind, list[int]] | None:
        """Export what is marked, else all that is listed."""
        marks = self.table.marks
        return self.NEW_KIND, [one for one in self._ids if one in marks] or list(self._ids)

    def explanation(self) -> list[Section]:
        """Explain lists."""
        text = _(
            "Move with the arrows or j and k; enter opens the record. The arrows left and right "
            "show another part of the list. Space marks rows: what you log, tag or export then "
            "concerns all that are marked."
        )
        return [Section("", (), text)]

    # Reading.

    async def load(self) -> None:
        """Read which records there are; the rows follow as they come into view."""
        column, descending = self._sort
        ids = list(await self.find_ids())
        if column:
            chosen = next(one for one in self.columns() if one.key == column)
            ids = await self.access.ask(sorted_ids, ids, self.read_rows, chosen, descending)
        self._ids = ids
        self.table.empty = self.nothing()
        self.table.set_rows(ids, self.fetch, locate=self.locate)
        self.table.refresh_rows()
        self.show_count()
        self.refresh_bindings()
        self.show_record()
        self._find_added()

    async def find_ids(self) -> Sequence[int]:
        """Return the ids of those in the part that is shown, in their own order."""
        return await self.access.ask(self.read_ids, **self.part_shown.filters)

    async def fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        """Read the rows in view."""
        return await self.access.ask(self.read_rows, ids)

    async def locate(self, letter: str) -> int | None:
        """Find the first record whose name begins with a letter."""
        names = await self.access.ask(self.first_letters, self._ids)
        wanted = fold(letter)
        return next((n for n, name in enumerate(names) if fold(name).startswith(wanted)), None)

    def show_count(self) -> None:
        """Say how many there are, and how many are marked."""
        count = len(self._ids)
        text = ngettext("{count} record", "{count} records", count).format(count=count)
        marks = self.table.marks
        marked = sum(one in marks for one in self._ids) if marks else 0
        if marked:
            shown = ngettext("{count} marked", "{count} marked", marked).format(count=marked)
            text = f"{shown} · {text}"
        self.query_one(FilterBar).say_count(text)

    # What the user does.

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self.show_record_soon()

    @on(LazyTable.RowSelected)
    def _row_selected(self, event: table_messages.RowSelected) -> None:
        self.open_record((self.NEW_KIND, event.id))

    @on(LazyTable.MarksChanged)
    def _marks_changed(self) -> None:
        self.show_count()
        self.refresh_bindings()

    @on(LazyTable.SortRequested)
    def _sort_requested(self, event: table_messages.SortRequested) -> None:
        self._sort = (event.column, event.descending)
        self.table.set_sort(event.column, event.descending)
        self.attempt(self.load, group="load")

    @on(LazyTable.FetchFailed)
    def _fetch_failed(self, event: table_messages.FetchFailed) -> None:
        self.say(event.error.message, "error")

    @on(FilterBar.Chosen)
    def _part_chosen(self, event: FilterBar.Chosen) -> None:
        self.show_part(event.index)

    def action_part(self, step: int) -> None:
        """Show the next or previous part of the list."""
        self.show_part((self._part + step) % len(self.PARTS))

    def show_part(self, index: int) -> None:
        """Show one part of the list."""
        self._part = index
        self.query_one(FilterBar).choose(index)
        self.attempt(self.load, group="load")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer parts only where there are several, and the other side where it shows."""
        if action == "part":
            return len(self.PARTS) > 1
        if action == "export":
            return bool(self._ids) and self.NEW_KIND in REACHED
        return super().check_action(action, parameters)

    def action_other_side(self) -> None:
        """Go between the list and the record beside it."""
        if self.table.has_focus and self.pane.display and self.pane.page is not None:
            self.pane.view.focus()
        else:
            self.table.focus()

    def action_back(self) -> None:
        """Go back to the list, then take away the marks."""
        if self.pane.view.has_focus:
            self.table.focus()
        elif self.table.marks:
            self.table.clear_marks()
        else:
            super().action_back()

    def added(self, subject: Subject) -> None:
        """Put the cursor on a record that was added, once the list knows it."""
        self._added = subject[1]
        self.attempt(self.load, group="load")

    def _find_added(self) -> None:
        # Kept until a list is read: the reading that was begun for it may be replaced by another.
        added, self._added = self._added, None
        if added is not None and not self.table.move_to_id(added) and self._part:
            self._added = added
            self.show_part(0)
