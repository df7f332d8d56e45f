"""The documents that may answer a query, from the nearest to the farthest.

Each function reads a bounded number of documents and none sorts or counts what it matched, so that
the time of a search does not grow with the book.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from crm.driver import Connection
from crm.i18n import N_
from crm.search.query import Query
from crm.search.schema import (
    FIELDS,
    INDEXES,
    KINDS,
    LONGEST_PREFIX,
    document_id,
    kind_place,
    range_of,
    spans_of,
)
from crm.vocabulary import REFERENCE_LETTERS, RecordKind

FIRST_BY_NAME = 1000
FIRST_BY_ANY_WORD = 300
"""How many documents are read at least, so that they can be put in order."""
FIRST_OF_LATER_KINDS = 50
"""How many are read of each kind that those did not reach."""

EXACT, STARTING = range(2)
SHOWN = ("id", "kind", "record_id", "name", "word", "detail", "sort_key")

_COLUMNS = ", ".join(f"d.{column}" for column in SHOWN)
_LAST_LETTER = "\U0010ffff"
_REFERENCE = re.compile(r"\s*([a-z])([0-9]{1,12})\s*", re.IGNORECASE | re.ASCII)
_KIND_OF_LETTER = {letter: kind for kind, letter in REFERENCE_LETTERS.items() if kind in KINDS}

Row = tuple[Any, ...]


class Candidate(NamedTuple):
    """A document and its place in the order: how far from the name, then kind and sort key."""

    distance: int
    kind_place: int
    sort_key: str
    document: int
    why: str
    row: Row
    """The values of SHOWN."""


class Reading(NamedTuple):
    """How much of which index is read: the first of all, and some of each kind not reached."""

    table: str
    first: int
    later: int

    @property
    def statement(self) -> str:
        """Return the statement that reads documents with the lines of words they are found by."""
        lines = " || char(10) || ".join(f"d.{column}" for column in INDEXES[self.table])
        return (
            f"SELECT {_COLUMNS}, {lines}"
            f" FROM {self.table} CROSS JOIN search_document AS d ON d.id = {self.table}.rowid"
            f" WHERE {self.table} MATCH ? AND {self.table}.rowid BETWEEN ? AND ? LIMIT ?"
        )


def _candidate(row: Row, distance: int, why: str) -> Candidate:
    return Candidate(distance, kind_place(row[0]), row[6], row[0], why, row)


def by_reference(
    connection: Connection, text: str, kinds: Sequence[RecordKind]
) -> Iterator[Candidate]:
    """Yield the record whose reference was typed, such as p12."""
    match = _REFERENCE.fullmatch(text)
    kind = _KIND_OF_LETTER.get(match[1].lower()) if match else None
    if match and kind in kinds and kind:
        statement = f"SELECT {_COLUMNS} FROM search_document AS d WHERE d.id = ?"
        for row in connection.execute(statement, (document_id(kind, int(match[2])),)):
            yield _candidate(row, EXACT, N_("reference"))


def by_start_of_name(
    connection: Connection, query: Query, kinds: Sequence[RecordKind], limit: int
) -> Iterator[Candidate]:
    """Yield the records whose names are what was typed, or start with it."""
    statement = (
        f"SELECT {_COLUMNS}, d.name_key FROM search_document AS d"
        " WHERE d.kind = ? AND d.name_key >= ? AND d.name_key < ? ORDER BY d.name_key LIMIT ?"
    )
    start = query.name_key
    for kind in kinds:
        for row in connection.execute(statement, (kind, start, start + _LAST_LETTER, limit)):
            yield _candidate(row, EXACT if row[-1] == start else STARTING, FIELDS[0].label)


def by_name(
    connection: Connection, query: Query, kinds: Sequence[RecordKind], limit: int
) -> Iterator[Candidate]:
    """Yield the records that have every word in their names, present or former."""
    # All are as near as the others, so that those of the first kinds come first in the end too.
    reading = Reading("search_name", max(limit, FIRST_BY_NAME), 0)
    return _matching(connection, reading, query, kinds)


def by_document(
    connection: Connection, query: Query, documents: Iterable[int]
) -> Iterator[Candidate]:
    """Yield those of some records that have every word in their names."""
    place_in = query.finder()
    statement = (
        f"SELECT {_COLUMNS}, d.name_key, d.names FROM search_document AS d"
        " WHERE d.id IN (SELECT value FROM json_each(?))"
    )
    for row in connection.execute(statement, (json.dumps(list(documents)),)):
        if (place := place_in(row[-1])) is not None:
            exact = row[-2] == query.name_key
            yield _candidate(row, EXACT if exact else STARTING, FIELDS[place].label)


def by_any_word(
    connection: Connection, query: Query, kinds: Sequence[RecordKind], limit: int
) -> Iterator[Candidate]:
    """Yield the records that have every word anywhere."""
    reading = Reading("search_index", max(limit, FIRST_BY_ANY_WORD), FIRST_OF_LATER_KINDS)
    return _matching(connection, reading, query, kinds)


def _matching(
    connection: Connection, reading: Reading, query: Query, kinds: Sequence[RecordKind]
) -> Iterator[Candidate]:
    place_in = query.finder()
    # Words as long as the index has prefixes for are matched at once, longer ones in step with the
    # number of matches: so those are cut, unless what is cut off makes a difference.
    for expression in (query.expression(LONGEST_PREFIX), query.expression()):
        rows = _read(connection, reading, expression, kinds)
        places = [place_in(row[-1]) for row in rows]
        if len(rows) < reading.first or None not in places:
            break
    for row, place in zip(rows, places, strict=True):
        if place is not None:
            yield _candidate(row, FIELDS[place].distance, FIELDS[place].label)


def _read(
    connection: Connection, reading: Reading, expression: str, kinds: Sequence[RecordKind]
) -> list[Row]:
    rows: list[Row] = []
    for span in spans_of(kinds):
        values = (expression, *span, reading.first - len(rows))
        rows += connection.execute(reading.statement, values)
        if len(rows) == reading.first:
            return rows + _read_later(connection, reading, expression, kinds, rows[-1][0])
    return rows


def _read_later(
    connection: Connection,
    reading: Reading,
    expression: str,
    kinds: Sequence[RecordKind],
    reached: int,
) -> list[Row]:
    rows: list[Row] = []
    for first, last in map(range_of, kinds):
        if first > reached and reading.later:
            values = (expression, first, last, reading.later)
            rows += connection.execute(reading.statement, values)
    return rows
