"""Which records a list holds, in which order, and where one of them stands."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from crm.book import Session
from crm.queries import orders
from crm.queries.orders import Order
from crm.text import fold
from crm.vocabulary import RecordKind
from tui.screens.sorting import sorted_ids
from tui.widgets.table_columns import Column, field_of

Ids: TypeAlias = "array[int]"
"""Ids in 8 bytes each, so that a million of them are small."""
ReadIds = Callable[..., Sequence[int]]
ReadRows = Callable[[Session, Sequence[int]], Sequence[Any]]


def is_quick(kind: RecordKind, order: Order | None) -> bool:
    """Tell whether the first rows of a list are known before all of them are."""
    return kind in orders.KINDS and orders.is_quick(kind, order)


class Source(NamedTuple):
    """What a list is read from: its noun, the query of its ids and that of its rows."""

    kind: RecordKind
    read_ids: ReadIds
    read_rows: ReadRows


def read_listing(
    session: Session,
    source: Source,
    filters: Mapping[str, Any],
    order: Order | None = None,
    column: Column | None = None,
    limit: int | None = None,
) -> Ids:
    """Return the ids of a list in the order of a column, or in the list's own.

    The database sorts lists that may be long; short ones are sorted by what `column` shows.
    """
    if source.kind in orders.KINDS:
        asked = {"order": order, "limit": limit}
        given = {name: value for name, value in asked.items() if value is not None}
        return array("q", source.read_ids(session, **given, **filters))
    ids = source.read_ids(session, **filters)
    if order is not None and column is not None:
        ids = sorted_ids(session, ids, source.read_rows, column, order.descending)
    return array("q", ids)


def find_place(
    session: Session, source: Source, ids: Sequence[int], order: Order | None, text: str
) -> int | None:
    """Return where the first row stands that begins with a text, or None."""
    if source.kind in orders.KINDS:
        return orders.place_of(session, source.kind, ids, order, text)
    names = [str(field_of(row, "name")) for row in source.read_rows(session, ids)]
    wanted = fold(text)
    return next((place for place, name in enumerate(names) if fold(name).startswith(wanted)), None)
