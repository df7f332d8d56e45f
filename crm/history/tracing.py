"""Which batches touched a row, or what belongs to it."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

from bisect import bisect_left

from crm.driver import Connection
from crm.history.log import BEFORE, OWNERS, columns_of, logged_tables

IN_RANGES = (
    "SELECT row_id, last_row_id, batch_id FROM change WHERE last_row_id IS NOT NULL"
    " AND table_name = ? AND row_id <= ? AND last_row_id >= ?"
)
"""The ranges that reach into those from the second value to the first."""


def batches_of(connection: Connection, table: str, row_id: int) -> set[int]:
    """Return the batches that touched a row, or a row that points at it now or did before."""
    batches = _batches(connection, table, {row_id})
    for other in logged_tables(connection):
        keys: set[int] = set()
        for column in columns_of(connection, other):
            if column.endswith(f"{table}_id"):
                keys |= keys_pointing(connection, other, column, row_id)
        batches |= _batches(connection, other, keys)
    return batches


def _batches(connection: Connection, table: str, keys: set[int]) -> set[int]:
    """Return the batches that touched some rows of a table, one by one or as part of a range."""
    if not keys:
        return set()
    batches: set[int] = set()
    for key in keys:
        found = connection.execute(
            "SELECT DISTINCT batch_id FROM change WHERE table_name = ? AND row_id = ?", (table, key)
        )
        batches.update(batch_id for (batch_id,) in found)
    ordered = sorted(keys)
    for first, last, batch_id in connection.execute(IN_RANGES, (table, ordered[-1], ordered[0])):
        place = bisect_left(ordered, first)
        if place < len(ordered) and ordered[place] <= last:
            batches.add(batch_id)
    return batches


def keys_pointing(connection: Connection, table: str, column: str, row_id: int) -> set[int]:
    """Return the rows of a table that point at a row with a column, now or before some change.

    Those that pointed at it only before are found for the columns of `OWNERS`.
    """
    keys = connection.execute(
        f'SELECT id FROM "{table}" WHERE "{column}" = ?', (row_id,)
    ).fetchall()
    if column in OWNERS:
        keys += connection.execute(once_pointing(column), (row_id, table)).fetchall()
    return {key for (key,) in keys}


def once_pointing(column: str) -> str:
    """Return the statement for the rows of a table that pointed at a row before some change."""
    # The plus sign keeps SQLite from preferring the index of the table's name.
    return f"SELECT DISTINCT row_id FROM change WHERE {BEFORE}{column} = ? AND +table_name = ?"
