"""The contact lists."""

from collections.abc import Sequence
from typing import Any

from crm.book import Session
from crm.i18n import _
from crm.queries.lists import list_lists
from crm.vocabulary import RecordKind
from tui.screens.record_list import RecordList
from tui.screens.widths import width_of
from tui.widgets.table_columns import Column


class ListsScreen(RecordList):
    """Contact lists: fixed ones, and saved searches that fill themselves."""

    MODE = "lists"
    NEW_KIND = RecordKind.LIST

    def columns(self) -> Sequence[Column]:
        """Return the name first."""
        return [
            Column("name", _("List"), flex=4, minimum=20, priority=9),
            Column("count", _("Members"), width=width_of(_("Members")), align="right", priority=8),
            Column("query", _("Search"), flex=3, minimum=14, priority=5, role="accent"),
            Column("note", _("Note"), flex=4, minimum=16, priority=3, role="muted"),
        ]

    def read_ids(self, session: Session, /, **filters: Any) -> list[int]:
        """Return lists by name."""
        return [one["id"] for one in list_lists(session, **filters)]

    def read_rows(self, session: Session, ids: Sequence[int]) -> Sequence[Any]:
        """Return some of them as rows."""
        return [one for one in list_lists(session) if one["id"] in ids]

    def nothing(self) -> str:
        """Say how lists come in."""
        return _("No lists yet. Mark people with space and press a, or press n here.")
