"""Which documents an index says hold every word of a query: the first of them, by their ids.

FTS5 finds what holds two words by walking through the lists of the documents that hold either. A
beginning of one or two letters is in a large part of all documents: with a million people, its list
is walked in some 20 ms. So where the other words are rare the index is asked for these, and what it
finds is looked at for the short ones. Of words that are longer than what the index has prefixes
for, it is likewise asked for the beginning.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crm.driver import Connection
from crm.search.query import Query
from crm.search.schema import INDEXES, KINDS, LONGEST_PREFIX, kind_place, spans_of
from crm.vocabulary import RecordKind

PROBE = 50
RARE = 200
"""In one of how many documents words are rare: to look at one takes as long as to pass by so many
in a list."""

Span = tuple[int, int]


def first_documents(
    connection: Connection, index: str, query: Query, kinds: Sequence[RecordKind], limit: int
) -> list[int]:
    """Return the ids of the first documents of some kinds that hold every word of a query."""
    found: list[int] = []
    for span in spans_of(kinds):
        if len(found) < limit:
            found += _first_within(connection, index, query, span, limit - len(found))
    return found


def first_of_each(
    connection: Connection, index: str, query: Query, kinds: Sequence[RecordKind], limit: int
) -> list[int]:
    """Return the ids of the first documents of each kind that hold every word of a query.

    To begin in the middle of a list takes as long as to read thousands from there, so that as many
    kinds as may be are read at once.
    """
    found: dict[RecordKind, list[int]] = {}
    left = list(kinds)
    while left:
        documents = first_documents(connection, index, query, left, limit * len(left))
        read = defaultdict(list)
        for document in documents:
            read[KINDS[kind_place(document)]].append(document)
        found |= {kind: ids[:limit] for kind, ids in read.items()}
        if len(documents) < limit * len(left):
            break
        last = KINDS[kind_place(documents[-1])]
        left = left[left.index(last) + (len(read[last]) >= limit) :]
    return [document for ids in found.values() for document in ids]


def _first_within(
    connection: Connection, index: str, query: Query, span: Span, limit: int
) -> list[int]:
    first, last = span
    found: list[int] = []
    whole = query.expression()
    for expression in _rough(connection, index, query, span):
        if expression == whole:
            break
        checked = _checked(connection, index, query, expression, (first, last), limit)
        found += [document for document, holds in checked if holds]
        if len(checked) < limit or len(found) >= limit:
            return found[:limit]
        first = checked[-1][0] + 1
    statement = f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
    rows = connection.execute(statement, (whole, first, last, limit - len(found)))
    return found + [document for (document,) in rows]


def _rough(connection: Connection, index: str, query: Query, span: Span) -> Iterator[str]:
    """Yield what to ask the index first, where what it finds need not hold the whole query."""
    rarer = query.rarer()
    expression = rarer.expression(LONGEST_PREFIX)
    if rarer != query and _is_rare(connection, index, expression, span):
        yield expression
    yield query.expression(LONGEST_PREFIX)


def _is_rare(connection: Connection, index: str, expression: str, span: Span) -> bool:
    statement = (
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?"
        f" LIMIT 1 OFFSET {PROBE}"
    )
    reached = connection.execute(statement, (expression, *span)).fetchone()
    return reached is None or reached[0] - span[0] > PROBE * RARE


def _checked(
    connection: Connection, index: str, query: Query, expression: str, span: Span, most: int
) -> list[tuple[int, bool]]:
    """Return the documents that fit an expression, each with whether it holds the whole query."""
    condition, words = query.condition([f"d.{column}" for column in INDEXES[index]])
    statement = (
        f"SELECT d.id, {condition} FROM {index} CROSS JOIN search_document AS d"
        f" ON d.id = {index}.rowid WHERE {index} MATCH ? AND {index}.rowid BETWEEN ? AND ? LIMIT ?"
    )
    return connection.execute(statement, (*words, expression, *span, most)).fetchall()
