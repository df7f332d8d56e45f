"""Which rows of a batch are no longer what it left."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Iterator

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
    WHERE mine.batch_id = :batch AND +mine.table_name = :table AND mine.last_row_id {a_range}
    GROUP BY later.row_id
"""
_ONE_BY_ONE = _FIRST_LATER.format(same_row="= mine.row_id", a_range="IS NULL")
_IN_RANGES = _FIRST_LATER.format(
    same_row="BETWEEN mine.row_id AND mine.last_row_id", a_range="IS NOT NULL"
)


def changed_since(connection: Connection, batch_id: int) -> Iterator[tuple[str, int]]:
    """Yield the rows that are no longer what a batch left: the table and the key of each."""
    tables = connection.execute(
        "SELECT DISTINCT table_name FROM change WHERE batch_id = ?", (batch_id,)
    ).fetchall()
    for (table,) in tables:
        for row_id in _changed_rows(connection, batch_id, table):
            if not _was_deleted(connection, batch_id, table, row_id):
                yield table, row_id
        for row_id in _deleted_rows_that_stand(connection, batch_id, table):
            if _was_deleted(connection, batch_id, table, row_id):
                yield table, row_id


def _changed_rows(connection: Connection, batch_id: int, table: str) -> Iterator[int]:
    """Yield the rows whose content differs from what the first later change found."""
    columns = columns_of(connection, table)
    now = as_json("t", columns)
    moved_on = "".join(f", '$.{name}', t.\"{name}\"" for name in columns if name in BOOKKEEPING)
    then = f"json_set(first.before{moved_on})" if moved_on else "first.before"
    for later in (_ONE_BY_ONE, _IN_RANGES):
        rows = connection.execute(
            f"SELECT first.row_id, first.before, CASE WHEN t.id NOTNULL THEN {now} END"
            f" FROM ({later}) AS found JOIN change AS first ON first.id = found.id"
            f' LEFT JOIN "{table}" AS t ON t.id = first.row_id'
            f" WHERE t.id ISNULL OR first.before ISNULL OR {then} <> {now}",
            {"batch": batch_id, "table": table},
        )
        yield from (row_id for row_id, before, current in rows if _differ(before, current))


def _differ(before: str | None, current: str | None) -> bool:
    """Tell whether a row has changed, in the columns that it had then and has now."""
    if before is None or current is None:
        return before is not current
    then, now = json.loads(before), json.loads(current)
    return any(then[name] != now[name] for name in then.keys() & now.keys() - BOOKKEEPING)


def _deleted_rows_that_stand(connection: Connection, batch_id: int, table: str) -> list[int]:
    rows = connection.execute(
        "SELECT row_id FROM change AS mine WHERE batch_id = ? AND +table_name = ?"
        f" AND operation = 'delete' AND EXISTS (SELECT 1 FROM \"{table}\" WHERE id = mine.row_id)",
        (batch_id, table),
    )
    return [row_id for (row_id,) in rows]


def _was_deleted(connection: Connection, batch_id: int, table: str, row_id: int) -> bool:
    """Tell whether the last that a batch did to a row was to delete it."""
    (operation,) = connection.execute(
        "SELECT operation FROM (SELECT id, operation, batch_id FROM change"
        " WHERE table_name = :table AND row_id = :row"
        " UNION ALL SELECT id, operation, batch_id FROM change WHERE last_row_id IS NOT NULL"
        " AND table_name = :table AND row_id <= :row AND last_row_id >= :row)"
        " WHERE batch_id = :batch ORDER BY id DESC LIMIT 1",
        {"batch": batch_id, "table": table, "row": row_id},
    ).fetchone()
    return bool(operation == "delete")
