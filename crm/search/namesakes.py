"""Records with near names: what the check for duplicates asks, at a cost that does not grow."""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

from collections.abc import Sequence

from crm.driver import Connection
from crm.search.schema import INDEXES, LONGEST_PREFIX, document_id, range_of
from crm.vocabulary import RecordKind

Ways = Sequence[Sequence[str]]
"""Beginnings of words: of each group one must be there."""
_NAMES, _ANYWHERE = INDEXES


def with_words(
    connection: Connection, kind: RecordKind, ways: Ways, limit: int, *, anywhere: bool = False
) -> list[int]:
    """Return the ids of records that have words which begin so, in a name or `anywhere`."""
    groups = [[part for part in group if part] for group in ways]
    if not groups or not all(groups):
        return []
    expression = " AND ".join(
        "(" + " OR ".join(f'"{part[:LONGEST_PREFIX]}"*' for part in group) + ")" for group in groups
    )
    table = _ANYWHERE if anywhere else _NAMES
    statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
    start = document_id(kind, 0)
    rows = connection.execute(statement, (expression, *range_of(kind), limit))
    return [document - start for (document,) in rows]


def count_with(connection: Connection, kind: RecordKind, words: Sequence[str], most: int) -> int:
    """Return how many records have these whole words in a name, counting no further than `most`."""
    if not words:
        return 0
    expression = " AND ".join(f'"{word}"' for word in words)
    statement = (
        f"SELECT count(*) FROM (SELECT 1 FROM {_NAMES} WHERE {_NAMES} MATCH ?"
        " AND rowid BETWEEN ? AND ? LIMIT ?)"
    )
    found = connection.execute(statement, (expression, *range_of(kind), most)).fetchone()
    return int(found[0])
