"""What a filter leaves of a list, and what is listed written as one condition."""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from crm.book import Session
from crm.queries.conditions import KINDS, filter_condition, read_condition
from crm.queries.orders import Order
from crm.text import fold, words
from crm.vocabulary import RecordKind
from tui.screens.listing import Ids, Source, read_listing
from tui.widgets.table_columns import Column, field_of

PARTS_AS_CONDITIONS = {
    ("status", "open"): "status in (open, waiting)",
    ("status", "overdue"): "overdue",
}
"""Parts of a list that go by a word of their own."""


class Filtered(NamedTuple):
    """The records that a filter leaves, and what its dates were taken for."""

    ids: Ids
    taken: str


def filtered_ids(
    session: Session,
    source: Source,
    text: str,
    filters: Mapping[str, Any],
    order: Order | None = None,
    column: Column | None = None,
) -> Filtered:
    """Return what a filter leaves; errors: `UsageError` where it is a condition gone wrong.

    Nouns that know no conditions are filtered by the words of their names.
    """
    if source.kind not in KINDS:
        ids = read_listing(session, source, filters, order, column)
        return Filtered(named(source.read_rows(session, ids), text), "")
    condition = filter_condition(session, source.kind, text)
    if not condition:
        return Filtered(read_listing(session, source, filters, order, column), "")
    dates = read_condition(session, source.kind, condition).taken
    taken = ", ".join(f"{phrase}: {meant}" for phrase, meant in dates)
    asked = {**filters, "where": condition}
    return Filtered(read_listing(session, source, asked, order, column), taken)


def named(rows: Iterable[Any], text: str) -> Ids:
    """Return the ids of those rows whose name has every word that is typed."""
    wanted = words(text)
    fitting = (row for row in rows if all(word in fold(field_of(row, "name")) for word in wanted))
    return array("q", (field_of(row, "id") for row in fitting))


def saved_condition(
    session: Session, kind: RecordKind, text: str, filters: Mapping[str, Any]
) -> str:
    """Return what is listed as one condition: the part of the list, and what is typed.

    Errors: `UsageError` where what is typed is wrong.
    """
    parts = [
        PARTS_AS_CONDITIONS.get((key, str(value)), f"{key} = {value}")
        for key, value in filters.items()
    ]
    typed = filter_condition(session, kind, text)
    if typed:
        read_condition(session, kind, typed)
        parts.append(f"({typed})" if parts else typed)
    return " and ".join(parts)
