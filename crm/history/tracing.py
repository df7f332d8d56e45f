"""Which batches touched a row, or what belongs to it."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

from crm.driver import Connection
from crm.history.log import OWNERS, columns_of, logged_tables


def batches_of(connection: Connection, table: str, row_id: int) -> set[int]:
    """Return the batches that touched a row, or a row that points at it now or did before."""
    rows = {(table, row_id)}
    for other in logged_tables(connection):
        for column in columns_of(connection, other):
            if column.endswith(f"{table}_id"):
                rows |= {(other, key) for key in _keys_pointing(connection, other, column, row_id)}
    batches: set[int] = set()
    for name, key in rows:
        found = connection.execute(
            "SELECT DISTINCT batch_id FROM change WHERE table_name = ? AND row_id = ?", (name, key)
        )
        batches.update(batch_id for (batch_id,) in found)
    return batches


def _keys_pointing(connection: Connection, table: str, column: str, row_id: int) -> set[int]:
    keys = connection.execute(
        f'SELECT id FROM "{table}" WHERE "{column}" = ?', (row_id,)
    ).fetchall()
    if column in OWNERS:
        keys += connection.execute(once_pointing(column), (row_id, table)).fetchall()
    return {key for (key,) in keys}


def once_pointing(column: str) -> str:
    """Return the statement for the rows of a table that pointed at a row before some change."""
    # The index on the expression is used only where the path is written out, and the plus sign
    # keeps SQLite from preferring the index of the table's name.
    return (
        f"SELECT DISTINCT row_id FROM change WHERE json_extract(before, '$.{column}') = ?"
        f" AND json_extract(before, '$.{column}') IS NOT NULL AND +table_name = ?"
    )
