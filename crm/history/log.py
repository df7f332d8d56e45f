"""The log: triggers that write down each row that changes, within a batch."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Sequence
from typing import Any

from crm.driver import Connection

UNLOGGED_TABLES = frozenset({"batch", "change", "current_batch", "setting"})
MACHINERY = ("sqlite_", "search_", "alembic_")
TRIGGER_PREFIX = "history_"
OWNED_BY = "person organisation interaction collaboration membership topic contact_list"
OWNERS = tuple(f"{owner}_id" for owner in OWNED_BY.split())

Row = dict[str, Any]


def install(connection: Connection) -> None:
    """Put the triggers on every table of the book as it stands, replacing older ones."""
    remove(connection)
    for table in logged_tables(connection):
        for statement in trigger_statements(table, columns_of(connection, table)):
            connection.execute(statement)
    for owner in OWNERS:
        connection.execute(f"DROP INDEX IF EXISTS ix_change_before_{owner}")
        connection.execute(
            f"CREATE INDEX ix_change_before_{owner} ON change (json_extract(before, '$.{owner}'))"
            f" WHERE {pointing_with(connection, owner)}"
        )
    # Halfway through an upgrade from the first version, the log has no room for ranges.
    if "last_row_id" in columns_of(connection, "change"):
        connection.execute(
            "CREATE INDEX IF NOT EXISTS ix_change_range"
            " ON change (table_name, row_id, last_row_id) WHERE last_row_id IS NOT NULL"
        )
    connection.execute("INSERT OR IGNORE INTO current_batch (id, batch_id) VALUES (1, NULL)")


def pointing_with(connection: Connection, column: str) -> str:
    """Return the condition for changes of rows that pointed at another with a column before."""
    # The tables are named because a row of any other would be searched for the column in vain.
    tables = [name for name in logged_tables(connection) if column in columns_of(connection, name)]
    # A list after IN is made anew for each row that is logged (SQLite, sqlite3CodeRhsOfIN).
    names = " OR ".join(f"table_name = '{name}'" for name in tables)
    return f"({names}) AND json_extract(before, '$.{column}') IS NOT NULL"


def logged_tables(connection: Connection) -> list[str]:
    """Return the names of the tables whose changes are logged.

    They are read from the database: halfway through an upgrade it has other tables than the models.
    """
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")
    return [
        name for (name,) in rows if name not in UNLOGGED_TABLES and not name.startswith(MACHINERY)
    ]


def remove(connection: Connection) -> None:
    """Take the triggers off, as a migration must before it rebuilds tables."""
    for name in trigger_names(connection):
        connection.execute(f'DROP TRIGGER "{name}"')


def trigger_names(connection: Connection) -> list[str]:
    """Return the names of the triggers that stand in the database."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger' ORDER BY name")
    return [name for (name,) in rows if name.startswith(TRIGGER_PREFIX)]


def trigger_statements(table: str, columns: Sequence[str]) -> list[str]:
    """Return the three statements that log inserts, updates and deletes of a table."""
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    old, new = as_json("OLD", columns), as_json("NEW", columns)
    # The log knows a row by its key, so a key that changed would be a row that escapes it.
    fixed_key = "SELECT RAISE(ABORT, 'the key of a row is never changed') WHERE OLD.id <> NEW.id;"
    return [
        _trigger(table, "insert", "", "NEW.id", "NULL", "NULL"),
        _trigger(table, "update", f"WHEN {differs}", "OLD.id", old, new, fixed_key),
        _trigger(table, "delete", "", "OLD.id", old, "NULL"),
    ]


def as_json(side: str, columns: Sequence[str]) -> str:
    """Return the expression for a row in the shape that the log keeps."""
    pairs = ", ".join(f"'{name}', {side}.\"{name}\"" for name in columns)
    return f"json_object({pairs})"


def _trigger(
    table: str, operation: str, when: str, key: str, before: str, after: str, check: str = ""
) -> str:
    # RAISE, and not the column's NOT NULL, because `INSERT OR IGNORE` would pass over the latter.
    return (
        f'CREATE TRIGGER "{TRIGGER_PREFIX}{table}_{operation}" AFTER {operation.upper()}'
        f' ON "{table}" {when} BEGIN {check}'
        " SELECT RAISE(ABORT, 'a write outside a batch is refused')"
        " WHERE (SELECT batch_id FROM current_batch) IS NULL;"
        " INSERT INTO change (batch_id, table_name, row_id, operation, before, after)"
        f" SELECT batch_id, '{table}', {key}, '{operation}', {before}, {after}"
        " FROM current_batch; END"
    )


def open_batch(
    connection: Connection, at: str, actor: str, description: str, undoes: int | None = None
) -> int:
    """Begin a batch in the transaction under way and return its number."""
    cursor = connection.execute(
        "INSERT INTO batch (at, actor, description, undoes_id) VALUES (?, ?, ?, ?)",
        (at, actor, description, undoes),
    )
    batch_id = int(cursor.lastrowid or 0)
    connection.execute("UPDATE current_batch SET batch_id = ?", (batch_id,))
    return batch_id


def close_batch(connection: Connection, batch_id: int) -> bool:
    """End the batch; one that changed nothing leaves no trace. Returns whether it changed any."""
    connection.execute("UPDATE current_batch SET batch_id = NULL")
    found = connection.execute("SELECT 1 FROM change WHERE batch_id = ? LIMIT 1", (batch_id,))
    if found.fetchone():
        return True
    connection.execute("DELETE FROM batch WHERE id = ?", (batch_id,))
    return False


def columns_of(connection: Connection, table: str) -> list[str]:
    """Return the names of the columns of a table as it stands."""
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def current_row(connection: Connection, table: str, row_id: int) -> Row | None:
    """Return a row as it stands now, in the shape that the log keeps; None where it is gone."""
    columns = columns_of(connection, table)
    found = connection.execute(
        f'SELECT {as_json("t", columns)} FROM "{table}" AS t WHERE id = ?', (row_id,)
    ).fetchone()
    return json.loads(found[0]) if found else None
