"""The change log that no write escapes, and taking batches back.

Triggers on every table write down each row that changes; a write outside a batch is refused. Undo
replays a batch backwards as a new batch, so redo is the undo of an undo.
"""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from crm.driver import Connection
from crm.errors import Conflict, NotFound
from crm.i18n import _

UNLOGGED_TABLES = frozenset({"batch", "change", "current_batch", "setting"})
MACHINERY = ("sqlite_", "search_", "alembic_")
BOOKKEEPING = frozenset({"version", "updated_at"})
TRIGGER_PREFIX = "history_"
OWNED_BY = "person organisation interaction collaboration membership topic contact_list"
OWNERS = tuple(f"{owner}_id" for owner in OWNED_BY.split())

Row = dict[str, Any]


def install(connection: Connection) -> None:
    """Put the triggers on every table of the book as it stands, replacing older ones."""
    remove(connection)
    for table in logged_tables(connection):
        for statement in trigger_statements(table, _columns(connection, table)):
            connection.execute(statement)
    for owner in OWNERS:
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS ix_change_before_{owner}"
            f" ON change (json_extract(before, '$.{owner}'))"
            f" WHERE json_extract(before, '$.{owner}') IS NOT NULL"
        )
    connection.execute("INSERT OR IGNORE INTO current_batch (id, batch_id) VALUES (1, NULL)")


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
    old, new = _as_json("OLD", columns), _as_json("NEW", columns)
    # The log knows a row by its key, so a key that changed would be a row that escapes it.
    fixed_key = "SELECT RAISE(ABORT, 'the key of a row is never changed') WHERE OLD.id <> NEW.id;"
    return [
        _trigger(table, "insert", "", "NEW.id", "NULL", "NULL"),
        _trigger(table, "update", f"WHEN {differs}", "OLD.id", old, new, fixed_key),
        _trigger(table, "delete", "", "OLD.id", old, "NULL"),
    ]


def _as_json(side: str, columns: Sequence[str]) -> str:
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


def is_undone(connection: Connection, batch_id: int) -> bool:
    """Tell whether a batch is taken back: by an undo that is complete and not undone itself."""
    rows = connection.execute(
        "WITH RECURSIVE undoing (id, undoes_id) AS ("
        " SELECT id, undoes_id FROM batch WHERE undoes_id = ?"
        " UNION SELECT batch.id, batch.undoes_id FROM batch, undoing"
        " WHERE batch.undoes_id = undoing.id)"
        " SELECT id, undoes_id FROM undoing"
        " WHERE id IS NOT (SELECT batch_id FROM current_batch) ORDER BY id DESC",
        (batch_id,),
    )
    undone: set[int] = set()
    for later, undoes in rows:
        if later not in undone:
            undone.add(undoes)
    return batch_id in undone


def newest_undoable(connection: Connection) -> int:
    """Return the newest batch that is no undo and is in force; errors: `NotFound`."""
    rows = connection.execute("SELECT id FROM batch WHERE undoes_id IS NULL ORDER BY id DESC")
    for (batch_id,) in rows:
        if not is_undone(connection, batch_id):
            return int(batch_id)
    raise NotFound(_("There is nothing to undo."))


def undo(connection: Connection, batch_id: int) -> None:
    """Set every row back to what it was before the batch, within a batch that is already open.

    Errors: `NotFound` for an unknown batch, `Conflict` where it is undone already or where a row is
    no longer what the batch left.
    """
    found = connection.execute("SELECT 1 FROM batch WHERE id = ?", (batch_id,)).fetchone()
    if not found:
        raise unknown_batch(batch_id)
    if is_undone(connection, batch_id):
        raise Conflict(_("Batch {batch} is undone already.").format(batch=batch_id))
    _refuse_what_changed_since(connection, batch_id)
    connection.execute("PRAGMA defer_foreign_keys=ON")
    _replay_backwards(connection, batch_id)


def unknown_batch(batch_id: int) -> NotFound:
    """Return the error for the number of a batch that is not in the history."""
    return NotFound(_("The history has no batch {batch}.").format(batch=batch_id))


def _refuse_what_changed_since(connection: Connection, batch_id: int) -> None:
    changed_later = connection.execute(
        "SELECT DISTINCT mine.table_name, mine.row_id FROM change AS mine WHERE mine.batch_id = ?"
        " AND EXISTS (SELECT 1 FROM change AS later WHERE later.table_name = mine.table_name"
        " AND later.row_id = mine.row_id AND later.id > mine.id AND later.batch_id <> ?)",
        (batch_id, batch_id),
    ).fetchall()
    for table, row_id in changed_later:
        if _content(_left_by(connection, batch_id, table, row_id)) != _content(
            current_row(connection, table, row_id)
        ):
            message = _(
                "Batch {batch} cannot be undone: {table} {row} has been changed since."
                " Undo the later change first; `crm history` lists them."
            )
            raise Conflict(message.format(batch=batch_id, table=table, row=row_id))


def _left_by(connection: Connection, batch_id: int, table: str, row_id: int) -> Row | None:
    """Return a row as the batch left it: what the first later change found."""
    found = connection.execute(
        "SELECT before FROM change WHERE table_name = ? AND row_id = ? AND batch_id > ?"
        " ORDER BY id LIMIT 1",
        (table, row_id, batch_id),
    ).fetchone()
    return json.loads(found[0]) if found and found[0] else None


def _content(row: Row | None) -> Row | None:
    if row is None:
        return None
    return {name: value for name, value in row.items() if name not in BOOKKEEPING}


def current_row(connection: Connection, table: str, row_id: int) -> Row | None:
    """Return a row as it stands now, in the shape that the log keeps; None where it is gone."""
    columns = _columns(connection, table)
    found = connection.execute(
        f'SELECT {_as_json("t", columns)} FROM "{table}" AS t WHERE id = ?', (row_id,)
    ).fetchone()
    return json.loads(found[0]) if found else None


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _replay_backwards(connection: Connection, batch_id: int) -> None:
    rows = connection.execute(
        "SELECT table_name, operation, row_id, before FROM change WHERE batch_id = ?"
        " ORDER BY id DESC",
        (batch_id,),
    ).fetchall()
    for (table, operation), group in groupby(rows, key=lambda row: (row[0], row[1])):
        restore = {"insert": _delete_rows, "delete": _insert_rows, "update": _reset_rows}[operation]
        restore(connection, table, [(row_id, before) for _, _, row_id, before in group])


def _delete_rows(connection: Connection, table: str, rows: list[tuple[int, str]]) -> None:
    connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(key,) for key, _ in rows])


def _insert_rows(connection: Connection, table: str, rows: list[tuple[int, str]]) -> None:
    columns = _columns(connection, table)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    connection.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        _values(columns, rows, bump=1),
    )


def _reset_rows(connection: Connection, table: str, rows: list[tuple[int, str]]) -> None:
    # A version never goes back, or an editor that is still open would not notice the undo.
    columns = [name for name in _columns(connection, table) if name != "id"]
    sets = ", ".join(
        '"version" = "version" + 1' if name == "version" else f'"{name}" = ?' for name in columns
    )
    bound = [name for name in columns if name != "version"]
    values = zip(_values(bound, rows), rows, strict=True)
    connection.executemany(
        f'UPDATE "{table}" SET {sets} WHERE id = ?',
        [(*row, key) for row, (key, _) in values],
    )


def _values(
    columns: Sequence[str], rows: list[tuple[int, str]], bump: int = 0
) -> Iterator[tuple[Any, ...]]:
    for _key, text in rows:
        before = json.loads(text)
        if bump and "version" in before:
            before["version"] += bump
        yield tuple(before.get(name) for name in columns)


def batches_of(connection: Connection, table: str, row_id: int) -> set[int]:
    """Return the batches that touched a row, or a row that points at it now or did before."""
    rows = {(table, row_id)}
    for other in logged_tables(connection):
        for column in _columns(connection, other):
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
