"""What was done, by whom and when; anything can be taken back."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm.i18n import N_, _
from crm.queries.history import batch_ids, batch_rows
from crm.queries.naming import names_of
from crm.vocabulary import RecordKind, reference
from tui.pages import Subject, subject_of
from tui.pages.page import Badge
from tui.screens.looking_back import DAY_LENGTH, LookingBackRoom
from tui.screens.moments import local_time
from tui.screens.record_actions import RecordRoom
from tui.screens.table_room import TableRoom
from tui.screens.widths import width_of
from tui.widgets import table_messages
from tui.widgets.changes import ChangesView
from tui.widgets.ground import Sides, Stack
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Section
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column, Row


class HistoryScreen(TableRoom, RecordRoom):
    """Batches, newest first, and what each changed."""

    MODE = "history"
    NEW_KIND = RecordKind.PERSON
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "undo_chosen",
            N_("Take back"),
            id="history.undo",
            tooltip=N_("Take back what the cursor stands on; an undo is taken back likewise"),
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._batch = RecordHeader()

    def compose_room(self) -> Iterator[Widget]:
        """Put the batches beside what the chosen one changed."""
        with Sides(classes="sides"):
            with Stack(classes="list-side"):
                yield from self.above_list()
                yield LazyTable(self.columns(), marking=False, empty=_("Reading…"))
            with Stack(classes="record-side"):
                yield self._batch
                yield ChangesView(empty=_("Nothing that can be seen."), id="changes")

    @property
    def record(self) -> Subject | None:
        """The record whose history it is; None where it is that of the whole book."""
        return None

    def above_list(self) -> Iterator[Widget]:
        """Yield what stands above the batches."""
        yield from ()

    def columns(self) -> Sequence[Column]:
        """Return when, what, and by whom."""
        return [
            Column("at", _("When"), width=16, priority=8, text=_when, role="muted", sortable=False),
            Column(
                "description", _("What"), flex=5, minimum=24, priority=9, role=_role, sortable=False
            ),
            Column("actor", _("Who"), flex=1, minimum=8, priority=6, sortable=False),
            Column(
                "size",
                _("Rows"),
                width=width_of(_("Rows"), 5),
                align="right",
                priority=3,
                role="muted",
                sortable=False,
            ),
            Column(
                "state",
                _("State"),
                width=width_of(_("taken back")),
                priority=5,
                text=_state,
                role="muted",
                sortable=False,
            ),
        ]

    @property
    def changes(self) -> ChangesView:
        """What one of them changed."""
        return self.query_one(ChangesView)

    @property
    def subject(self) -> Subject | None:
        """Batches are no records."""
        return None

    def explanation(self) -> list[Section]:
        """Explain the history."""
        text = _(
            "Everything that was done stands here, by whom and when. Press z on a line to take it "
            "back; what was taken back can be had again in the same way. Enter shows what changed, "
            "each field before and after; enter on a change opens the record."
        )
        return [Section("", (), text)]

    # Reading.

    async def load(self) -> None:
        """Read which batches there are; those in view are fetched as they come into it."""
        ids = await self.read_ids()
        self.table.empty = _("Nothing has been done in this book yet.")
        self.table.set_rows(ids, self._fetch)
        self.table.refresh_rows()

    async def read_ids(self) -> Sequence[int]:
        """Return the numbers of the batches to list, newest first."""
        return await self.access.ask(batch_ids)

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        rows = await self.access.ask(batch_rows, ids)
        self.call_after_refresh(self.refresh_bindings)
        return rows

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self, event: table_messages.RowHighlighted) -> None:
        self.refresh_bindings()
        if event.id is None:
            self.changes.show(())
        else:
            self.attempt(partial(self._show_changes, event.id), group="preview")

    async def _show_changes(self, batch_id: int) -> None:
        from tui.pages.history import counted_rows, read_batch

        batch, changes = await self.access.ask(read_batch, batch_id, self.record)
        if batch_id == self.table.cursor_id:
            about = (local_time(batch["at"]), batch["actor"], counted_rows(batch))
            undone: list[Badge] = [(_("taken back"), "muted")] if batch["undone_by"] else []
            self._batch.show(batch["description"], ", ".join(about), undone)
            self.changes.show(changes)

    # Keys.

    @on(LazyTable.RowSelected)
    def _row_selected(self) -> None:
        self.add_class("-record")
        self.changes.focus()

    @on(ChangesView.ReferenceSelected)
    def _reference_selected(self, event: ChangesView.ReferenceSelected) -> None:
        self.open_record(subject_of(event.reference))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo where there is something to take back."""
        if action == "undo_chosen":
            return self._undoable() is not None
        return super().check_action(action, parameters)

    def _undoable(self) -> Any:
        tables = self.query(LazyTable)
        batch: Any = tables.first().cursor_row if tables else None
        return batch if batch is not None and not batch["undone_by"] else None

    def action_undo_chosen(self) -> None:
        """Take back the chosen batch, after asking."""
        batch = self._undoable()
        if batch is not None:
            self.attempt(partial(self._undo_chosen, batch))

    async def _undo_chosen(self, batch: Any) -> None:
        if await self.confirm_undo(batch["description"]):
            await self.access.undo(batch["id"])

    def action_back(self) -> None:
        """Go back to the list."""
        self.remove_class("-record")
        self.table.focus()


class RecordHistoryScreen(LookingBackRoom, HistoryScreen):
    """What was done to one record, or to what belongs to it."""

    MODE = ""

    def __init__(self, record: Subject) -> None:
        super().__init__()
        self._record = record
        self._whose = RecordHeader()

    @property
    def record(self) -> Subject:
        """The record whose history it is."""
        return self._record

    @property
    def looked_back_at(self) -> Subject:
        """The record whose history it is."""
        return self._record

    def above_list(self) -> Iterator[Widget]:
        """Say whose history it is."""
        yield self._whose

    def explanation(self) -> list[Section]:
        """Explain the history of a record."""
        text = _("This is what was done to one record. @ shows it as it was on a day you name.")
        return [Section("", (), text), *super().explanation()]

    async def read_ids(self) -> Sequence[int]:
        """Return the batches that touched the record, and say whose they are."""
        names = await self.access.ask(names_of, [self._record])
        name = names.get(self._record) or reference(*self._record)
        self._whose.show(name, _("What was done to it; @ shows it as it was on a day"))
        return await self.access.ask(batch_ids, of=self._record)

    def action_as_of(self) -> None:
        """Ask for a day, beginning with that of the chosen batch."""
        row: Any = self.table.cursor_row
        day = local_time(row["at"])[:DAY_LENGTH] if row is not None else ""
        self.attempt(partial(self.ask_day, self._record, day))

    def action_back(self) -> None:
        """Go back to the list, and from there to where one came from."""
        if self.changes.has_focus:
            super().action_back()
        else:
            self.app.pop_screen()


def _when(row: Any) -> str:
    return local_time(row["at"])


def _role(row: Any) -> Role:
    return "muted" if row["undone_by"] else ""


def _state(row: Any) -> str:
    return _("taken back") if row["undone_by"] else ""
