"""A list of records on the left and the chosen one on the right; narrow: the list alone."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm.book import Session
from crm.i18n import N_, _, ngettext
from crm.labels import number_label
from crm.queries.extra_values import CUSTOM
from crm.queries.orders import Order
from crm.search import Interrupted
from tui.pages import Subject
from tui.screens.filter_bar import FilterBar
from tui.screens.laid_out import rows_with
from tui.screens.listing import Ids, Source, find_place, is_quick, read_listing
from tui.screens.parted import PartedRoom
from tui.screens.room import nothing_waits
from tui.widgets import table_messages
from tui.widgets.ground import Sides, Stack
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record_items import Section
from tui.widgets.table_columns import Column, Row

NO_ORDER = ("", False)
FIRST = 300
"""How many rows are read and shown before all others are looked up."""


class RecordList(PartedRoom):
    """The base of the rooms that list one kind of record."""

    OWN_ORDER: ClassVar[Order | None] = Order("name")
    """The order that the list has by itself, if a column says it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "other_side", N_("List or record"), id="list.other_side", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._table: LazyTable | None = None
        self._added: int | None = None
        self._ids: Ids = array("q")
        self._answered: object = None
        self._end_waiting: Callable[[], None] = nothing_waits

    # What a subclass answers.

    def read_ids(self, session: Session, /, **filters: Any) -> Sequence[int]:
        """Return the ids of the records in their own order, or in that of a column (`order`)."""
        raise NotImplementedError

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Return what is said where there are none."""
        raise NotImplementedError

    # What it looks like.

    def compose_room(self) -> Iterator[Widget]:
        """Put the list beside the record."""
        with Sides(classes="sides"):
            with Stack(classes="list-side"):
                yield from self.above_list()
                self.take_layout(self.layouts.get(self.MODE))
                self._table = LazyTable(self.shown_columns, empty=_("Reading…"))
                self._table.set_sort(*(self._sort or NO_ORDER))
                yield self._table
            yield self.make_pane(_("Choose a record in the list to see it here."))

    def above_list(self) -> Iterator[Widget]:
        """Yield what stands above the list: its parts."""
        yield FilterBar([_(part.name) for part in self.parts])

    @property
    def ids(self) -> Ids:
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

    def explanation(self) -> list[Section]:
        """Explain lists."""
        text = _(
            "Move with the arrows or j and k; enter opens the record. The arrows left and right "
            "show another part of the list. Space marks rows: what you log, tag, set or export "
            "then concerns all that are marked and listed; they stay while you filter and sort. "
            "A click on a heading or s sorts, C chooses the columns, ' and some letters jump."
        )
        return [Section("", (), text)]

    # Reading.

    def let_keys_wait(self) -> None:
        """Let keys wait until there are rows to which they can apply."""
        if self._answered is None:
            self._end_waiting = self.crm_app.hold_keys()

    async def load(self) -> None:
        """Read which records there are; the rows follow as they come into view."""
        try:
            await self.read_list()
        except Interrupted:
            # Somebody asked for another list meanwhile; this one is read when it is in front.
            self.forget()
            raise
        finally:
            self._end_waiting()

    async def read_list(self) -> None:
        """Read the ids of what is listed, at once those in view, and show it."""
        if any(name.startswith(CUSTOM) for name in self._chosen):
            await self.learn_own_fields()
        question = self.question
        if question == self._answered:
            self.table.refresh_rows()
        elif self.begins_quickly:
            beginning = await self.find_ids(limit=FIRST)
            self._show(beginning, whole=len(beginning) < FIRST)
            if len(beginning) < FIRST:
                self._finish(question)
                return
        else:
            doing = _("Sorting…") if self._sort else _("Looking…")
            self.query_one(FilterBar).say_count(doing)
        self._show(await self.find_ids())
        self._finish(question)

    @property
    def question(self) -> object:
        """What decides which records are listed, and in what order."""
        return self._part, self._sort

    @property
    def begins_quickly(self) -> bool:
        """Whether the first rows are known before all of them are."""
        return is_quick(self.NEW_KIND, self._sort)

    def _show(self, ids: Ids, *, whole: bool = True) -> None:
        self._ids = ids
        self.table.empty = self.nothing()
        self.table.set_rows(ids, self.fetch, locate=self.locate)
        self.table.refresh_rows()
        self.show_count(whole=whole)
        self.refresh_bindings()
        self.show_record()
        self._end_waiting()

    def _finish(self, question: object) -> None:
        self._answered = question
        self._find_added()

    async def find_ids(self, limit: int | None = None) -> Ids:
        """Return the ids of those in the part that is shown, in their order."""
        filters, column = self.part_shown.filters, self.sorted_column
        return await self.access.ask_newest(
            read_listing, self.source, filters, self._sort, column, limit
        )

    @property
    def source(self) -> Source:
        """What the list is read from."""
        return Source(self.NEW_KIND, self.read_ids, self.read_rows)

    @property
    def order(self) -> Order | None:
        """How the list is sorted; None as it is by itself."""
        return self._sort

    @property
    def sorted_column(self) -> Column | None:
        """The column that the list is sorted by, if any."""
        wanted = self._sort and self._sort.column
        return next((column for column in self.all_columns if column.key == wanted), None)

    async def fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        """Read the rows in view."""
        names = self.extra_names()
        return await self.access.ask(rows_with, self.read_rows, self.NEW_KIND, ids, names)

    async def locate(self, text: str) -> int | None:
        """Find the first record whose name, or what the list is sorted by, begins with a text."""
        order = self._sort or self.OWN_ORDER
        return await self.access.ask(find_place, self.source, self._ids, order, text)

    def forget_list(self) -> None:
        """Let the list be read as a new one the next time."""
        self._answered = None

    def show_count(self, *, whole: bool = True) -> None:
        """Say how many there are, and how many are marked."""
        text = _("counting…")
        if whole:
            count = len(self._ids)
            text = ngettext("{count} record", "{count} records", count)
            text = text.format(count=number_label(count))
        marked, listed = len(self.table.marks), self.table.listed_marks
        if marked:
            shown = ngettext("{count} marked", "{count} marked", marked).format(count=marked)
            if marked > listed:
                hidden = _("{marked}, {count} not listed")
                shown = hidden.format(marked=shown, count=marked - listed)
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
        self.sort_by(Order(event.column, event.descending) if event.column else None)

    def sort_by(self, order: Order | None) -> None:
        """Sort by a column, or as the list is by itself."""
        self._sort = order
        self.table.set_sort(*(order or NO_ORDER))
        self.attempt(self.load, group="load")
        self.attempt(self.remember_layout, group="layout")

    @on(LazyTable.FetchFailed)
    def _fetch_failed(self, event: table_messages.FetchFailed) -> None:
        self.say(event.error.message, "error")

    def action_other_side(self) -> None:
        """Go between the list and the record beside it."""
        if self.list_has_focus and self.pane.display and self.pane.page is not None:
            self.pane.view.focus()
        else:
            self.focus_list()

    @property
    def list_has_focus(self) -> bool:
        """Whether keys go to the list."""
        return self.table.has_focus

    def focus_list(self) -> None:
        """Let keys go to the list."""
        self.table.focus()

    def action_back(self) -> None:
        """Go back to the list, then take away the marks."""
        if self.pane.view.has_focus:
            self.focus_list()
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
