"""Which rows of a batch are no longer what it left."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Iterator
from typing import NamedTuple

from crm.driver import Connection
from crm.history.log import as_json, columns_of

BOOKKEEPING = frozenset({"version", "updated_at"})
"""Columns that an undo moves on, so that they say nothing of a change."""

# Of each row that the batch left standing, the first change after it: what that found is what the
# batch left. Rows of a range are looked up by the changes that came later, since those are few.
_FIRST_LATER = """
    SELECT later.row_id, min(later.id) AS id
    FROM change AS mine CROSS JOIN change AS later
    ON later.table_name = mine.table_name AND later.id > mine.id
    AND later.batch_id <> mine.batch_id AND later.row_id {same_row}
    WHERE mine.id BETWEEN :first AND :last AND +mine.batch_id = :batch
    AND +mine.table_name = :table AND mine.operation <> 'delete' AND mine.last_row_id {a_range}
    GROUP BY later.row_id
"""
_ONE_BY_ONE = _FIRST_LATER.format(same_row="= mine.row_id", a_range="IS NULL")
_IN_RANGES = _FIRST_LATER.format(
    same_row="BETWEEN mine.row_id AND mine.last_row_id", a_range="IS NOT NULL"
)


class Part(NamedTuple):
    """What a batch did to one table, and between which ids of the log."""

    batch: int
    table: str
    first: int
    last: int


def changed_since(connection: Connection, batch_id: int) -> Iterator[tuple[str, int]]:
    """Yield the rows that are no longer what a batch left: the table and the key of each."""
    tables = connection.execute(
        "SELECT table_name, min(id), max(id) FROM change WHERE batch_id = ? GROUP BY table_name",
        (batch_id,),
    ).fetchall()
    for row in tables:
        part = Part(batch_id, *row)
        for row_id in _changed_rows(connection, part):
            if not _was_deleted(connection, part, row_id):
                yield part.table, row_id
        for row_id in _deleted_rows_that_stand(connection, part):
            if _was_deleted(connection, part, row_id):
                yield part.table, row_id


def _changed_rows(connection: Connection, part: Part) -> Iterator[int]:
    """Yield the rows whose content differs from what the first later change found."""
    columns = columns_of(connection, part.table)
    now = as_json("t", columns)
    moved_on = "".join(f", '$.{name}', t.\"{name}\"" for name in columns if name in BOOKKEEPING)
    then = f"json_set(first.before{moved_on})" if moved_on else "first.before"
    for later in (_ONE_BY_ONE, _IN_RANGES):
        rows = connection.execute(
            f"SELECT first.row_id, first.before, CASE WHEN t.id NOTNULL THEN {now} END"
            f" FROM ({later}) AS found JOIN change AS first ON first.id = found.id"
            f' LEFT JOIN "{part.table}" AS t ON t.id = first.row_id'
            f" WHERE t.id ISNULL OR first.before ISNULL OR {then} <> {now}",
            part._asdict(),
        )
        yield from (row_id for row_id, before, current in rows if _differ(before, current))


def _differ(before: str | None, current: str | None) -> bool:
    """Tell whether a row has changed, in the columns that it had then and has now."""
    if before is None or current is None:
        return before is not current
    then, now = json.loads(before), json.loads(current)
    return any(then[name] != now[name] for name in then.keys() & now.keys() - BOOKKEEPING)


def _deleted_rows_that_stand(connection: Connection, part: Part) -> list[int]:
    rows = connection.execute(
        "SELECT row_id FROM change AS mine WHERE id BETWEEN :first AND :last"
        " AND +batch_id = :batch AND +table_name = :table AND operation = 'delete'"
        f' AND EXISTS (SELECT 1 FROM "{part.table}" WHERE id = mine.row_id)',
        part._asdict(),
    )
    return [row_id for (row_id,) in rows]


def _was_deleted(connection: Connection, part: Part, row_id: int) -> bool:
    """Tell whether the last that a batch did to a row was to delete it."""
    (operation,) = connection.execute(
        "SELECT operation FROM (SELECT id, operation, batch_id FROM change"
        " WHERE table_name = :table AND row_id = :row"
        " UNION ALL SELECT id, operation, batch_id FROM change WHERE last_row_id IS NOT NULL"
        " AND table_name = :table AND row_id <= :row AND last_row_id >= :row)"
        " WHERE batch_id = :batch ORDER BY id DESC LIMIT 1",
        {"batch": part.batch, "table": part.table, "row": row_id},
    ).fetchone()
    return bool(operation == "delete")
