"""A batch replayed backwards: every row set back to what it was before."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from crm.driver import Connection
from crm.history.log import Row, columns_of
from crm.history.ranges import delete_rows, insert_rows, ranges_of

AT_A_TIME = 10_000

Change = tuple[str, str, int, int | None, str | None]
"""The table, operation, first and last key, and the row before, of an entry of the log."""


def replay_backwards(connection: Connection, batch_id: int) -> None:
    """Set back every row that a batch changed, the last change first."""
    restore: dict[str, Callable[[Connection, str, list[Change]], None]] = {
        "insert": _delete_rows,
        "update": _reset_rows,
        "delete": _insert_rows,
    }
    for changes in _newest_first(connection, batch_id):
        for (table, operation), group in groupby(changes, key=itemgetter(0, 1)):
            restore[operation](connection, table, list(group))


def _newest_first(connection: Connection, batch_id: int) -> Iterator[list[Change]]:
    # Piece by piece, because a trigger cannot be taken off while rows are still being read.
    reached = 1 << 62
    while True:
        rows = connection.execute(
            "SELECT table_name, operation, row_id, last_row_id, before, id FROM change"
            " WHERE batch_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
            (batch_id, reached, AT_A_TIME),
        ).fetchall()
        if not rows:
            return
        reached = rows[-1][-1]
        yield [row[:-1] for row in rows]


def _delete_rows(connection: Connection, table: str, changes: list[Change]) -> None:
    for *_, first, last, _ in changes:
        if last is not None:
            delete_rows(connection, table, first, last)
    single = (first for *_, first, last, _ in changes if last is None)
    for first, last in ranges_of(single):
        delete_rows(connection, table, first, last)


def _insert_rows(connection: Connection, table: str, changes: list[Change]) -> None:
    defaults = _defaults(connection, table)
    names = tuple(defaults)
    rows = []
    for row in sorted(_before(changes), key=itemgetter("id")):
        complete = {**defaults, **row}
        # A version never goes back, or an editor that is still open would not notice the undo.
        if "version" in complete:
            complete["version"] += 1
        rows.append(tuple([complete[name] for name in names]))
    keys = [row[names.index("id")] for row in rows]
    insert_rows(connection, table, names, rows, keys)


def _reset_rows(connection: Connection, table: str, changes: list[Change]) -> None:
    rows = list(_before(changes))
    # A column that came with a later version of the program keeps what is in it.
    known = [name for name in columns_of(connection, table) if name in rows[0] and name != "id"]
    sets = ", ".join(
        '"version" = "version" + 1' if name == "version" else f'"{name}" = :{name}'
        for name in known
    )
    connection.executemany(f'UPDATE "{table}" SET {sets} WHERE id = :id', rows)


def _before(changes: list[Change]) -> Iterator[Row]:
    return (json.loads(before) for *_, before in changes if before)


def _defaults(connection: Connection, table: str) -> dict[str, Any]:
    """Return each column of a table with its default, for rows that were logged without it."""
    found = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return {
        name: default and connection.execute(f"SELECT {default}").fetchone()[0]
        for _, name, _, _, default, _ in found
    }
