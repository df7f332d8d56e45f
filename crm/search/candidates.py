"""The documents that may answer a query, from the nearest to the farthest.

Each function reads a bounded number of documents and none counts or sorts all that it matched, so
that the time of a search does not grow with the book.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crm.driver import Connection
from crm.i18n import N_
from crm.search.holders import Holder, first_holders, first_of_each
from crm.search.query import Query
from crm.search.schema import FIELDS, KINDS, document_id, kind_place, range_of
from crm.vocabulary import REFERENCE_LETTERS, RecordKind

FIRST_BY_NAME = 1000
FIRST_BY_ANY_WORD = 300
"""How many documents are put in order at least, if as many match."""
FIRST_OF_LATER_KINDS = 50
"""How many are read of each kind that those did not reach."""

EXACT, STARTING = range(2)

_LAST_LETTER = "\U0010ffff"
_REFERENCE = re.compile(r"\s*([a-z])([0-9]{1,12})\s*", re.IGNORECASE | re.ASCII)
_KIND_OF_LETTER = {letter: kind for kind, letter in REFERENCE_LETTERS.items() if kind in KINDS}
_AMONG = "d.id IN (SELECT value FROM json_each(?))"


class Candidate(NamedTuple):
    """A document and its place in the order: how far from the name, then kind and sort key."""

    distance: int
    kind_place: int
    sort_key: str
    document: int
    why: str


def _candidate(document: int, sort_key: str, distance: int, why: str) -> Candidate:
    return Candidate(distance, kind_place(document), sort_key, document, why)


def by_reference(
    connection: Connection, text: str, kinds: Sequence[RecordKind]
) -> Iterator[Candidate]:
    """Yield the record whose reference was typed, such as p12."""
    match = _REFERENCE.fullmatch(text)
    kind = _KIND_OF_LETTER.get(match[1].lower()) if match else None
    if match and kind in kinds and kind:
        statement = "SELECT d.id, d.sort_key FROM search_document AS d WHERE d.id = ?"
        rows = connection.execute(statement, (document_id(kind, int(match[2])),))
        for document, sort_key in rows:
            yield _candidate(document, sort_key, EXACT, N_("reference"))


def by_start_of_name(
    connection: Connection, query: Query, kinds: Sequence[RecordKind], limit: int
) -> Iterator[Candidate]:
    """Yield the records whose names are what was typed, or start with it."""
    statement = (
        "SELECT d.id, d.sort_key, d.name_key FROM search_document AS d"
        " WHERE d.kind = ? AND d.name_key >= ? AND d.name_key < ? ORDER BY d.name_key LIMIT ?"
    )
    start = query.name_key
    for kind in kinds:
        rows = connection.execute(statement, (kind, start, start + _LAST_LETTER, limit))
        for document, sort_key, name_key in rows:
            distance = EXACT if name_key == start else STARTING
            yield _candidate(document, sort_key, distance, FIELDS[0].label)


def by_name(
    connection: Connection, query: Query, kinds: Sequence[RecordKind], limit: int
) -> Iterator[Candidate]:
    """Yield the first of the records that have every word in their names, present or former.

    All are as near as the others, so that the first in order are enough: twice as many as `limit`,
    since the start of their names may have told of so many before.
    """
    first = max(limit, FIRST_BY_NAME)
    holders = first_holders(connection, "search_name", query, kinds, first)
    yield from _placed(query, sorted(holders, key=_by_kind_and_sort_key)[: 2 * limit])


def by_document(
    connection: Connection, query: Query, documents: Iterable[int]
) -> Iterator[Candidate]:
    """Yield those of some records that have every word in their names."""
    place_in = query.finder()
    statement = (
        f"SELECT d.id, d.sort_key, d.name_key, d.names FROM search_document AS d WHERE {_AMONG}"
    )
    rows = connection.execute(statement, (json.dumps(list(documents)),))
    for document, sort_key, name_key, names in rows:
        if (place := place_in(names)) is not None:
            distance = EXACT if name_key == query.name_key else STARTING
            yield _candidate(document, sort_key, distance, FIELDS[place].label)


def by_any_word(
    connection: Connection, query: Query, kinds: Sequence[RecordKind], limit: int
) -> Iterator[Candidate]:
    """Yield the first of the records that have every word anywhere, and some of each kind."""
    first = max(limit, FIRST_BY_ANY_WORD)
    holders = first_holders(connection, "search_index", query, kinds, first)
    if len(holders) == first:
        later = [kind for kind in kinds if range_of(kind)[0] > holders[-1][0]]
        holders += first_of_each(connection, "search_index", query, later, FIRST_OF_LATER_KINDS)
    yield from _placed(query, holders)


def _by_kind_and_sort_key(holder: Holder) -> tuple[int, str]:
    document, sort_key, _lines = holder
    return kind_place(document), sort_key


def _placed(query: Query, holders: Iterable[Holder]) -> Iterator[Candidate]:
    line_of = query.finder()
    for document, sort_key, lines in holders:
        if (line := line_of(lines)) is not None:
            field = FIELDS[line]
            yield _candidate(document, sort_key, field.distance, field.label)
