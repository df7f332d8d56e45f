"""The documents that hold every word of a query: the first of them by an index, in order of ids.

FTS5 finds what holds two words by walking through the lists of the documents that hold either. A
beginning of one letter is in a large part of all documents: with a million people, its list is
walked in some 20 ms. So where the other words are rare beside it, the index is asked for these, and
what it finds is looked at for the common one. Of words that are longer than what the index has
prefixes for, it is likewise asked for the beginning.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from math import prod

from crm.driver import Connection
from crm.search.query import Query
from crm.search.schema import INDEXES, KINDS, LONGEST_PREFIX, kind_place, range_of, spans_of
from crm.vocabulary import RecordKind

PROBE = 50
"""By how many documents that hold a word it is told how common the word is."""
WORTH_LOOKING = 400
"""To look at a document takes as long as to pass by so many in a list."""
MOST_IN_VAIN = 300
"""How many documents are looked at that do not hold the query, before the index is asked for it."""

Span = tuple[int, int]

_LINES = {
    index: " || char(10) || ".join(f"d.{column}" for column in columns)
    for index, columns in INDEXES.items()
}

Holder = tuple[int, str, str]
"""The id of a document, what it is sorted by, and the lines of its words that the index holds."""


def first_holders(
    connection: Connection, index: str, query: Query, kinds: Sequence[RecordKind], limit: int
) -> list[Holder]:
    """Return the first documents of some kinds that hold every word of a query."""
    rarer = _rarer(connection, index, query, kinds[0])
    return list(islice(_holders(connection, index, query, rarer, kinds), limit))


def first_of_each(
    connection: Connection, index: str, query: Query, kinds: Sequence[RecordKind], limit: int
) -> list[Holder]:
    """Return the first documents of each kind that hold every word of a query.

    The index takes as long to begin as to give thousands: it is asked for all kinds at once, and
    again, where one kind has enough, for those after it.
    """
    found: list[Holder] = []
    left = list(kinds)
    while left:
        held = Counter[RecordKind]()
        for holder in _holders(connection, index, query, query, left):
            kind = KINDS[kind_place(holder[0])]
            found.append(holder)
            held[kind] += 1
            if held[kind] == limit:
                left = left[left.index(kind) + 1 :]
                break
        else:
            break
    return found


def _holders(
    connection: Connection, index: str, query: Query, rarer: Query, kinds: Sequence[RecordKind]
) -> Iterator[Holder]:
    """Yield what holds a query: while it is worth it, by looking at what a rarer query finds."""
    whole = query.expression()
    rough = dict.fromkeys(one.expression(LONGEST_PREFIX) for one in (rarer, query))
    expressions = [*(expression for expression in rough if expression != whole), whole]
    for span in spans_of(kinds):
        yield from _holders_within(connection, index, query, expressions, span)


def _holders_within(
    connection: Connection, index: str, query: Query, expressions: Sequence[str], span: Span
) -> Iterator[Holder]:
    statement = (
        f"SELECT d.id, d.sort_key, {_LINES[index]} FROM {index} CROSS JOIN search_document AS d"
        f" ON d.id = {index}.rowid WHERE {index} MATCH ? AND {index}.rowid BETWEEN ? AND ?"
    )
    line_of = query.finder()
    first, last = span
    *rough, whole = expressions
    for expression in rough:
        in_vain = 0
        for holder in connection.execute(statement, (expression, first, last)):
            if line_of(holder[2]) is not None:
                yield holder
                continue
            in_vain += 1
            if in_vain == MOST_IN_VAIN:
                first = holder[0] + 1
                break
        else:
            return
    yield from connection.execute(statement, (whole, first, last))


def _rarer(connection: Connection, index: str, query: Query, kind: RecordKind) -> Query:
    """Return the query without its commonest word, if what holds the others is rare beside it."""
    if len(query.terms) < 2:
        return query
    shares = [_share(connection, index, query.of_terms([term]), kind) for term in query.terms]
    common = shares.index(max(shares))
    others = prod(share for place, share in enumerate(shares) if place != common)
    if shares[common] < others * WORTH_LOOKING:
        return query
    return query.of_terms([*query.terms[:common], *query.terms[common + 1 :]])


def _share(connection: Connection, index: str, query: Query, kind: RecordKind) -> float:
    """Return the share of the first documents of a kind that hold a query; 0 for very few."""
    statement = (
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?"
        f" LIMIT 1 OFFSET {PROBE - 1}"
    )
    first, last = range_of(kind)
    asked = (query.expression(LONGEST_PREFIX), first, last)
    reached = connection.execute(statement, asked).fetchone()
    return PROBE / (reached[0] - first) if reached else 0
