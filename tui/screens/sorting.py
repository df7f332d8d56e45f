"""Putting a list in the order of one of its columns."""

from collections.abc import Callable, Sequence
from typing import Any

from crm.book import Session
from crm.text import sort_key
from tui.widgets.table_columns import Column, field_of

AT_ONCE = 1000


def sorted_ids(
    session: Session,
    ids: Sequence[int],
    read_rows: Callable[[Session, Sequence[int]], Sequence[Any]],
    column: Column,
    descending: bool,
) -> list[int]:
    """Return the ids ordered by what a column shows; rows where it is empty come last."""
    filled: list[tuple[tuple[float, str], int]] = []
    empty: list[int] = []
    for start in range(0, len(ids), AT_ONCE):
        for row in read_rows(session, ids[start : start + AT_ONCE]):
            identity = int(field_of(row, "id"))
            text = column.text_of(row)
            if text:
                filled.append((_weight(row, column, text), identity))
            else:
                empty.append(identity)
    filled.sort(key=lambda pair: pair[0], reverse=descending)
    return [identity for _weight_of_row, identity in filled] + empty


def _weight(row: Any, column: Column, text: str) -> tuple[float, str]:
    """Weigh numbers as numbers, dates as they are stored, and text as Swedish sorts."""
    value = row.get(column.key) if isinstance(row, dict) else getattr(row, column.key, None)
    if isinstance(value, int | float):
        return float(value), ""
    if isinstance(value, str) and value[:4].isdecimal():
        return 0.0, value
    return 0.0, sort_key(text)
