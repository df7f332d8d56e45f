"""The columns of a table: what each shows of a row, and how they share the width."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crm.text import for_terminal
from tui.widgets.cells import Align
from tui.widgets.roles import Role

Row = Any
"""A mapping or an object with a field `id` and one per column key."""

GAP = 2
MAXIMUM_CELL_TEXT = 500


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a fixed `width` in cells, or a share (`flex`) of what the fixed ones leave.

    `text` tells what to show of a row (default: the field named `key`), `role` its colour. Where
    the table is narrow, the column with the lowest `priority` goes first. An `extra` one is shown
    only where somebody has chosen it.
    """

    key: str
    label: str
    width: int = 0
    flex: int = 0
    minimum: int = 6
    align: Align = "left"
    priority: int = 0
    text: Callable[[Row], str] | None = None
    role: Callable[[Row], Role] | Role = ""
    sortable: bool = True
    extra: bool = False

    @property
    def least(self) -> int:
        """The width in cells below which the column is not worth showing."""
        return self.width or self.minimum

    def text_of(self, row: Row) -> str:
        """Return what this column shows of the row: one line that is safe to display."""
        value = field_of(row, self.key) if self.text is None else self.text(row)
        return for_terminal(str(value)[:MAXIMUM_CELL_TEXT]) if value is not None else ""

    def role_of(self, row: Row) -> Role:
        """Return the colour role of this column in the row."""
        return self.role(row) if callable(self.role) else self.role


@dataclass(frozen=True, slots=True)
class FittedColumn:
    """A column that is shown, with its place: `start` and `width` in cells."""

    column: Column
    start: int
    width: int


def field_of(row: Row, name: str) -> Any:
    """Return a field of a row, be it a mapping or an object."""
    return row[name] if isinstance(row, Mapping) else getattr(row, name)


def chosen_columns(columns: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    """Return the columns with these keys in this order, the usual ones where none is known.

    What was put first is what stays longest where the table is narrow.
    """
    known = {column.key: column for column in columns}
    chosen = [known[key] for key in keys if key in known]
    if not chosen:
        return [column for column in columns if not column.extra]
    return [replace(column, priority=-place) for place, column in enumerate(chosen)]


def fit_columns(columns: Sequence[Column], width: int) -> list[FittedColumn]:
    """Share `width` cells between the columns, leaving out the least important that do not fit."""
    shown = list(columns)
    while len(shown) > 1 and _least_width(shown) > width:
        least_important = min(reversed(shown), key=lambda column: column.priority)
        shown.remove(least_important)
    return _place(shown, _widths(shown, width))


def _least_width(columns: Sequence[Column]) -> int:
    return sum(column.least for column in columns) + GAP * (len(columns) - 1)


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """Give each column its least width, then share what is left among the flexible ones."""
    if len(columns) == 1:
        column = columns[0]
        return [min(width, column.width) if column.width else max(0, width)]
    spare = width - _least_width(columns)
    shares = sum(column.flex for column in columns if not column.width)
    widths = []
    for column in columns:
        share = 0 if column.width or not column.flex else spare * column.flex // shares
        if share:
            spare -= share
            shares -= column.flex
        widths.append(column.least + share)
    return widths


def _place(columns: Sequence[Column], widths: Sequence[int]) -> list[FittedColumn]:
    placed = []
    start = 0
    for column, width in zip(columns, widths, strict=True):
        placed.append(FittedColumn(column, start, width))
        start += width + GAP
    return placed
