"""The log: triggers that write down each row that changes, within a batch."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Mapping, Sequence
from typing import Any

from crm.driver import Connection

UNLOGGED_TABLES = frozenset({"batch", "change", "current_batch", "setting"})
MACHINERY = ("sqlite_", "search_", "alembic_")
TRIGGER_PREFIX = "history_"
OWNED_BY = "person organisation interaction collaboration membership topic contact_list"
OWNERS = tuple(f"{owner}_id" for owner in OWNED_BY.split())
"""The columns by which a row belongs to others: the log notes them, so that it is found by them."""
BEFORE = "before_"
"""How the columns of the log begin in which these are noted, as they were before a change."""

Row = dict[str, Any]


def install(connection: Connection) -> None:
    """Put the triggers on every table of the book as it stands, replacing older ones."""
    remove(connection)
    log = columns_of(connection, "change")
    # Halfway through an upgrade from an early version, the log has no room for owners or ranges.
    noted = [owner for owner in OWNERS if BEFORE + owner in log]
    for table in logged_tables(connection):
        columns = columns_of(connection, table)
        for statement in trigger_statements(table, columns, owners_among(columns, noted)):
            connection.execute(statement)
    if noted:
        _note_owners(connection)
    if "last_row_id" in log:
        connection.execute(
            "CREATE INDEX IF NOT EXISTS ix_change_range"
            " ON change (table_name, row_id, last_row_id) WHERE last_row_id IS NOT NULL"
        )
    connection.execute("INSERT OR IGNORE INTO current_batch (id, batch_id) VALUES (1, NULL)")


def owners_among(columns: Sequence[str], noted: Sequence[str] = OWNERS) -> list[str]:
    """Return those of the columns that the log notes of what a row was before."""
    return [owner for owner in noted if owner in columns]


def _note_owners(connection: Connection) -> None:
    """Note the owners of what an earlier version logged."""
    sets = ", ".join(f"{BEFORE}{owner} = json_extract(before, '$.{owner}')" for owner in OWNERS)
    noted = ", ".join(BEFORE + owner for owner in OWNERS)
    connection.execute(
        f"UPDATE change SET {sets} WHERE before IS NOT NULL AND coalesce({noted}) IS NULL"
    )


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


def trigger_statements(
    table: str, columns: Sequence[str], owners: Sequence[str] | None = None
) -> list[str]:
    """Return the three statements that log inserts, updates and deletes of a table.

    `owners` are the columns that are noted by themselves: unless told, all of `OWNERS`.
    """
    noted = owners_among(columns) if owners is None else owners
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    old, new = as_json("OLD", columns), as_json("NEW", columns)
    # The log knows a row by its key, so a key that changed would be a row that escapes it.
    fixed_key = "SELECT RAISE(ABORT, 'the key of a row is never changed') WHERE OLD.id <> NEW.id;"
    return [
        _trigger(table, "insert", "", "NEW.id", {}),
        _trigger(
            table,
            "update",
            f"WHEN {differs}",
            "OLD.id",
            {"before": old, "after": new, **as_noted("OLD", noted)},
            fixed_key,
        ),
        _trigger(table, "delete", "", "OLD.id", {"before": old, **as_noted("OLD", noted)}),
    ]


def as_json(side: str, columns: Sequence[str]) -> str:
    """Return the expression for a row in the shape that the log keeps."""
    pairs = ", ".join(f"'{name}', {side}.\"{name}\"" for name in columns)
    return f"json_object({pairs})"


def as_noted(side: str, owners: Sequence[str]) -> dict[str, str]:
    """Return the columns of the log that owners are noted in, and the expression for each."""
    return {BEFORE + owner: f"{side}.{owner}" for owner in owners}


def _trigger(
    table: str, operation: str, when: str, key: str, said: Mapping[str, str], check: str = ""
) -> str:
    columns = "".join(f", {column}" for column in said)
    values = "".join(f", {value}" for value in said.values())
    # RAISE, and not the column's NOT NULL, because `INSERT OR IGNORE` would pass over the latter.
    return (
        f'CREATE TRIGGER "{TRIGGER_PREFIX}{table}_{operation}" AFTER {operation.upper()}'
        f' ON "{table}" {when} BEGIN {check}'
        " SELECT RAISE(ABORT, 'a write outside a batch is refused')"
        " WHERE (SELECT batch_id FROM current_batch) IS NULL;"
        f" INSERT INTO change (batch_id, table_name, row_id, operation{columns})"
        f" SELECT batch_id, '{table}', {key}, '{operation}'{values}"
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
