"""The contact lists."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual import on

from crm.book import Session
from crm.i18n import _
from crm.queries.lists import list_ids, list_rows, records_on_lists
from crm.vocabulary import RecordKind
from tui.screens.filtered_list import FilteredList
from tui.screens.widths import width_of
from tui.widgets import table_messages
from tui.widgets.lazy_table import LazyTable
from tui.widgets.roles import Role
from tui.widgets.table_columns import Column

MODES = {
    RecordKind.PERSON: "people",
    RecordKind.ORGANISATION: "organisations",
    RecordKind.INTERACTION: "interactions",
    RecordKind.FOLLOW_UP: "follow_ups",
    RecordKind.COLLABORATION: "collaborations",
}
"""The room of each noun that saved searches can find."""


class ListsScreen(FilteredList):
    """Contact lists: fixed ones, and saved searches that fill themselves."""

    MODE = "lists"
    NEW_KIND = RecordKind.LIST

    def columns(self) -> Sequence[Column]:
        """Return the name first."""
        return [
            Column("name", _("List"), flex=4, minimum=20, priority=9),
            Column("count", _("Members"), width=width_of(_("Members")), align="right", priority=8),
            Column(
                "condition",
                _("Search"),
                flex=4,
                minimum=14,
                priority=5,
                text=_search,
                role=_search_role,
            ),
            Column("note", _("Note"), flex=4, minimum=16, priority=3, role="muted"),
        ]

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return lists by name."""
        return list_ids(session, **filters)

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return list_rows(session, ids)

    def nothing_at_all(self) -> str:
        """Say how lists come in."""
        return _("No lists yet. Mark people with space and press a, or press n here.")

    @property
    def exports(self) -> bool:
        """Whether there are formats that carry who is on a list."""
        return True

    async def to_export(self) -> tuple[RecordKind, list[int]] | None:
        """Export who is on the lists that are marked, or on the one at hand."""
        lists = self.subjects_of([self.NEW_KIND])
        return await self.access.ask(records_on_lists, lists)

    @on(LazyTable.RowSelected)
    def _list_selected(self, event: table_messages.RowSelected) -> None:
        # A saved search is shown in the room of what it finds, which reads only what is in view.
        event.prevent_default()
        self.attempt(partial(self._show_members, event.id))

    async def _show_members(self, list_id: int) -> None:
        rows = await self.access.ask(list_rows, [list_id])
        condition = rows[0]["condition"] if rows else None
        if not condition or rows[0]["problem"]:
            self.open_record((RecordKind.LIST, list_id))
            return
        await self.app.switch_mode(MODES[RecordKind(rows[0]["about"] or RecordKind.PERSON)])
        if isinstance(self.app.screen, FilteredList):
            self.app.screen.show_view(condition, rows[0]["uid"])


def _search(row: Any) -> str:
    return row["problem"] or row["condition"] or row["query"] or ""


def _search_role(row: Any) -> Role:
    return "error" if row["problem"] else "accent"
