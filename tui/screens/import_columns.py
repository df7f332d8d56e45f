"""The columns of a table that is to be imported: what each holds, and what it is taken for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from crm.actions.importing import ColumnDescription, FileDescription
from crm.errors import UsageError
from crm.formats.columns import IGNORE
from crm.i18n import N_, _
from tui.importing.fields import column_title
from tui.importing.request import ImportRequest, file_line
from tui.screens.import_step import ImportStep
from tui.screens.table_room import TableRoom
from tui.screens.widths import width_of
from tui.widgets.lazy_table import LazyTable
from tui.widgets.record_items import Section
from tui.widgets.roles import Role, content
from tui.widgets.table_columns import Column, Row

HOW_KNOWN: Mapping[str, str] = {
    "given": N_("by you"),
    "remembered": N_("remembered"),
    "guessed": N_("guessed"),
    "recognised": N_("by its name"),
    "unknown": N_("not known"),
}

ROWS: Mapping[str, str] = {
    "people": N_("Each row is a person; r says otherwise."),
    "organisations": N_("Each row is an organisation; r says otherwise."),
}


class ImportColumnsScreen(TableRoom, ImportStep):
    """One line a column; enter says what it holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i,ctrl+s",
            "go_on",
            N_("Look through it"),
            id="import.plan",
            key_display="i",
            tooltip=N_("See what would become of each record"),
        ),
        # The table has these keys too, for what it does not do here.
        Binding("enter", "choose_field", N_("Which field"), id="import.field", priority=True),
        Binding("x,delete", "leave_out", N_("Leave out"), id="import.leave_out", key_display="x"),
        Binding("r", "next_rows", N_("What a row is"), id="import.rows"),
    ]

    def __init__(self, request: ImportRequest, description: FileDescription) -> None:
        super().__init__()
        self._request = request
        self._description = description

    def compose_room(self) -> Iterator[Widget]:
        """Put what the file is above its columns."""
        yield Static(classes="file")
        with Vertical():
            yield LazyTable(self.columns(), marking=False)

    def columns(self) -> Sequence[Column]:
        """Return the column, its field, how that is known, and its first values."""
        ways = [_(text) for text in HOW_KNOWN.values()]
        return [
            Column("column", _("Column"), flex=3, minimum=14, priority=9, sortable=False),
            Column("field", _("Field"), flex=3, minimum=16, priority=8, role=_role, sortable=False),
            Column(
                "how", _("How known"), width=max(map(width_of, [_("How known"), *ways])),
                priority=5, role="muted", sortable=False,
            ),
            Column(
                "samples", _("First values"), flex=4, minimum=14, priority=7, role="muted",
                sortable=False,
            ),
        ]  # fmt: skip

    @property
    def column(self) -> ColumnDescription | None:
        """The column under the cursor."""
        place = self.cursor_id
        return None if place is None else self._description["columns"][place]

    def explanation(self) -> list[Section]:
        """Explain columns."""
        text = _(
            "What each column is taken for. Enter says otherwise, x leaves a column out, r says "
            "what a row is. What you say is remembered for files with the same headers once one "
            "is imported. i shows what would become of each record; nothing is saved before that."
        )
        return [Section("", (), text)]

    async def load(self) -> None:
        """Show the columns as they are understood now."""
        self._show()

    def _show(self) -> None:
        description = self._description
        said = [content(f"{self._request.name}  ", "strong"), content(file_line(description))]
        self.query_one(".file", Static).update(content("").join([*said, self._about_rows()]))
        self.table.set_rows(range(len(description["columns"])), self._fetch)
        self.table.refresh_rows()
        self.refresh_bindings()

    def _about_rows(self) -> Any:
        if not self._description["has_names"]:
            message = _("No column is a name: choose the one that is with enter.")
            return content(f"\n{message}", "warning", multiline=True)
        said = _(ROWS[self._description["records"]])
        return content(f"\n{said}", "muted", multiline=True)

    async def _fetch(self, ids: Sequence[int]) -> Sequence[Row]:
        columns, program = self._description["columns"], self._description["program"]
        return [_row(index, columns[index], program) for index in ids]

    # What it holds.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go on once it is known who the records are about."""
        if action == "go_on":
            return self._description["has_names"]
        return super().check_action(action, parameters)

    def action_choose_field(self) -> None:
        """Say which field the column holds."""
        if self.column is not None:
            self.attempt(partial(self._choose_field, self.column))

    @on(LazyTable.RowSelected)
    def _row_selected(self) -> None:
        self.action_choose_field()

    async def _choose_field(self, column: ColumnDescription) -> None:
        from tui.dialogs import ColumnDialog

        field = await self.show_dialog(ColumnDialog(column))
        if field:
            await self._say(column["column"], field)

    def action_leave_out(self) -> None:
        """Leave the column out, and go on to the next."""
        if self.column is not None:
            self.attempt(partial(self._say, self.column["column"], IGNORE))
            self.table.action_move(1)

    async def _say(self, column: str, field: str) -> None:
        await self._describe_with({**self._request.mapping, column: field}, self._request.records)

    def action_next_rows(self) -> None:
        """Say that each row is the other thing."""
        first, second = ROWS
        following = second if self._description["records"] == first else first
        self.attempt(partial(self._describe_with, self._request.mapping, following))

    async def _describe_with(self, mapping: dict[str, str], records: str) -> None:
        """Understand the file with what was said; where that does not fit, as it was before."""
        request = ImportRequest(self._request.path, mapping, records, self._request.add_people)
        try:
            found = await self.access.run(lambda: request.describe(self.access.book))
        except UsageError as error:
            self.say(error.message, "error")
            return
        self._request, self._description = request, found
        self._show()

    def action_go_on(self) -> None:
        """Show what would become of each record."""
        from tui.screens.import_plan import ImportPlanScreen

        self.open_screen(ImportPlanScreen(self._request, self._description))


def _row(index: int, column: ColumnDescription, program: str) -> Row:
    field, how = column["field"], column["how"]
    by_program = program and how == "recognised"
    return {
        "id": index,
        "column": column["column"],
        "field": column_title(field) if field else "–",
        "is_known": bool(field) and how != "guessed",
        "is_left_out": field == IGNORE,
        "how": program if by_program else _(HOW_KNOWN[how]),
        "samples": " · ".join(column["samples"]),
    }


def _role(row: Any) -> Role:
    if row["is_left_out"]:
        return "muted"
    return "" if row["is_known"] else "warning"
