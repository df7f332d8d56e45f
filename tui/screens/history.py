"""What was done, by whom and when; anything can be taken back."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from crm.book import Session
from crm.i18n import N_, _, ngettext
from crm.queries.history import get_batch, list_batches
from crm.queries.records import BatchRecord, ChangeRecord
from crm.vocabulary import RecordKind
from tui.pages import Subject, subject_of
from tui.screens.moments import local_time
from tui.screens.record_actions import RecordRoom
from tui.screens.table_room import TableRoom
from tui.screens.widths import width_of
from tui.widgets import table_messages
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record import DetailView
from tui.widgets.record_items import Line, Section
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column, Row

LIMIT = 1000
"""How many of the newest batches are listed."""
SHOWN_CHANGES = 200
UNTOLD = ("id", "uid", "version", "created_at", "updated_at", "sort_key", "folded_name")


class HistoryScreen(TableRoom, RecordRoom):
    """Batches, newest first, and what each changed."""

    MODE = "history"
    NEW_KIND = RecordKind.PERSON
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "u",
            "undo_chosen",
            N_("Take back"),
            id="history.undo",
            tooltip=N_("Take back what the cursor stands on; an undo is taken back likewise"),
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._batches: dict[int, BatchRecord] = {}

    def compose_room(self) -> Iterator[Widget]:
        """Put the batches beside what the chosen one changed."""
        with Horizontal(classes="sides"):
            with Vertical(classes="list-side"):
                yield LazyTable(self.columns(), marking=False, empty=_("Reading…"))
            with Vertical(classes="record-side"):
                yield DetailView(id="changes")

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
    def changes(self) -> DetailView:
        """What one of them changed."""
        return self.query_one("#changes", DetailView)

    @property
    def subject(self) -> Subject | None:
        """Batches are no records."""
        return None

    def explanation(self) -> list[Section]:
        """Explain the history."""
        text = _(
            "Everything that was done stands here, by whom and when. Press u on a line to take it "
            "back; what was taken back can be had again in the same way. Enter shows what changed."
        )
        return [Section("", (), text)]

    async def load(self) -> None:
        """Read the batches."""
        batches = await self.access.ask(list_batches, limit=LIMIT)
        self._batches = {batch["id"]: batch for batch in batches}
        self.table.empty = _("Nothing has been done in this book yet.")
        self.table.set_rows(list(self._batches), self._fetch)
        self.table.refresh_rows()

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self._batches[identity] for identity in ids]

    @on(LazyTable.RowHighlighted)
    def _row_highlighted(self, event: table_messages.RowHighlighted) -> None:
        self.refresh_bindings()
        if event.id is None:
            self.changes.clear()
        else:
            self.attempt(partial(self._show_changes, event.id), group="preview")

    async def _show_changes(self, batch_id: int) -> None:
        batch, shown = await self.access.ask(read_changes, batch_id)
        if batch_id == self.table.cursor_id:
            self.changes.show([_heading(batch), *shown])

    @on(LazyTable.RowSelected)
    def _row_selected(self) -> None:
        self.add_class("-record")
        self.changes.focus()

    @on(DetailView.ReferenceSelected)
    def _reference_selected(self, event: DetailView.ReferenceSelected) -> None:
        self.open_record(subject_of(event.reference))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer undo where there is something to take back."""
        if action == "undo_chosen":
            return self._undoable() is not None
        return super().check_action(action, parameters)

    def _undoable(self) -> BatchRecord | None:
        batch = self._batches.get(self.cursor_id or 0)
        return batch if batch is not None and not batch["undone_by"] else None

    def action_undo_chosen(self) -> None:
        """Take back the chosen batch, after asking."""
        batch = self._undoable()
        if batch is not None:
            self.attempt(partial(self._undo_chosen, batch))

    async def _undo_chosen(self, batch: BatchRecord) -> None:
        if await self.confirm_undo(batch["description"]):
            await self.access.undo(batch["id"])

    def action_back(self) -> None:
        """Go back to the list."""
        self.remove_class("-record")
        self.table.focus()


def read_changes(session: Session, batch_id: int) -> tuple[BatchRecord, list[Section]]:
    """Read a batch, with a section for each row it changed."""
    batch = get_batch(session, batch_id, most=SHOWN_CHANGES)
    return batch, [_change(change) for change in batch.get("changes", [])]


def _heading(batch: BatchRecord) -> Section:
    rows = ngettext("{count} row", "{count} rows", batch["size"]).format(count=batch["size"])
    lines = [
        Line(_("When"), local_time(batch["at"])),
        Line(_("Who"), batch["actor"]),
        Line(_("Changed"), rows),
    ]
    return Section(batch["description"], lines)


def _change(change: ChangeRecord) -> Section:
    done = {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}
    what = change["table"].replace("_", " ")
    title = f"{what} {done[change['operation']]}"
    if change["last_row"] is not None:
        return Section(title, [Line(_("Rows"), str(change["last_row"] - change["row"] + 1))])
    before, after = change["before"] or {}, change["after"] or {}
    lines = [
        Line(
            name.replace("_", " "),
            _told(after.get(name)) if change["after"] else _told(before.get(name)),
            change["reference"] or "" if number == 0 and change["after"] else "",
            _("was {value}").format(value=_told(before.get(name)) or "–")
            if change["operation"] == "update"
            else "",
        )
        for number, name in enumerate(_names(before, after))
    ]
    return Section(title, lines, _("nothing that shows"))


def _names(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        name
        for name in (after or before)
        if name not in UNTOLD and before.get(name) != after.get(name)
    ]


def _told(value: object) -> str:
    return "" if value is None else str(value)


def _when(row: Any) -> str:
    return local_time(row["at"])


def _role(row: Any) -> Role:
    return "muted" if row["undone_by"] else ""


def _state(row: Any) -> str:
    return _("taken back") if row["undone_by"] else ""
