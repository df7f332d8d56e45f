"""Taking batches back: a batch is replayed backwards as a new batch."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from crm.driver import Connection
from crm.errors import Conflict, NotFound
from crm.history.log import Row, as_json, columns_of
from crm.i18n import _

BOOKKEEPING = frozenset({"version", "updated_at"})


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
    columns = columns_of(connection, table)
    found = connection.execute(
        f'SELECT {as_json("t", columns)} FROM "{table}" AS t WHERE id = ?', (row_id,)
    ).fetchone()
    return json.loads(found[0]) if found else None


def _replay_backwards(connection: Connection, batch_id: int) -> None:
    rows = connection.execute(
        "SELECT table_name, operation, row_id, coalesce(last_row_id, before)"
        " FROM change WHERE batch_id = ? ORDER BY id DESC",
        (batch_id,),
    ).fetchall()
    for (table, operation), group in groupby(rows, key=lambda row: (row[0], row[1])):
        restore = {"insert": _delete_rows, "delete": _insert_rows, "update": _reset_rows}[operation]
        restore(connection, table, [(row_id, before) for _, _, row_id, before in group])


def _delete_rows(connection: Connection, table: str, rows: list[tuple[int, Any]]) -> None:
    connection.executemany(
        f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?',
        [(first, last or first) for first, last in rows],
    )


def _insert_rows(connection: Connection, table: str, rows: list[tuple[int, str]]) -> None:
    columns = columns_of(connection, table)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    connection.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        _values(columns, rows, bump=1),
    )


def _reset_rows(connection: Connection, table: str, rows: list[tuple[int, str]]) -> None:
    # A version never goes back, or an editor that is still open would not notice the undo.
    columns = [name for name in columns_of(connection, table) if name != "id"]
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
