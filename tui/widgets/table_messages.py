"""What a table tells the screen that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from crm.errors import CrmError

if TYPE_CHECKING:
    from tui.widgets.lazy_list import LazyList


@dataclass
class TableMessage(Message):
    """The base of what a table tells."""

    table: LazyList

    @property
    def control(self) -> LazyList:
        """The table, by the name that `@on` selectors use."""
        return self.table


@dataclass
class RowHighlighted(TableMessage, namespace="lazy_table"):
    """The cursor stands on another row, or on none."""

    id: int | None
    index: int | None


@dataclass
class RowSelected(TableMessage, namespace="lazy_table"):
    """A row was chosen by enter or a double click."""

    id: int


@dataclass
class MarksChanged(TableMessage, namespace="lazy_table"):
    """Rows were marked or unmarked."""


@dataclass
class SortRequested(TableMessage, namespace="lazy_table"):
    """The user wants the rows in the order of this column, or in their own where it is empty."""

    column: str
    descending: bool


@dataclass
class FetchFailed(TableMessage, namespace="lazy_table"):
    """Rows could not be read; the sentence of the error says why."""

    error: CrmError
