"""A batch replayed backwards: every row set back to what it was before."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from crm.driver import Connection
from crm.history import ranges
from crm.history.log import Row, columns_of
from crm.history.ranges import Span, delete_rows, insert_selected, joined

AT_A_TIME = 10_000

# The plus lets SQLite walk along the log, where the entries of a batch stand together.
_ENTRIES = "FROM change WHERE +batch_id = ? AND id BETWEEN ? AND ?"

Change = tuple[str, str, int, int | None, str | None]
"""The table, operation, first and last key, and the row before, of an entry of the log."""


class Run(NamedTuple):
    """Entries of the log that follow each other, from the first id to the last, and are alike."""

    batch_id: int
    first: int
    last: int
    table: str = ""
    operation: str = ""

    @property
    def bounds(self) -> tuple[int, int, int]:
        """What is bound to a statement over the entries."""
        return self.batch_id, self.first, self.last

    @property
    def is_long(self) -> bool:
        """Whether it pays to take all of it back with one statement."""
        return self.operation != "update" and self.last - self.first >= ranges.WORTH_A_RANGE


def replay_backwards(connection: Connection, batch_id: int) -> None:
    """Set back every row that a batch changed, the last change first."""
    runs = reversed(_runs(connection, batch_id))
    for is_long, group in groupby(runs, key=lambda run: run.is_long):
        if not is_long:
            newest, *others = group
            oldest = others[-1] if others else newest
            _replay_mixed(connection, Run(batch_id, oldest.first, newest.last))
            continue
        for run in group:
            if run.operation == "insert":
                _delete_run(connection, run)
            else:
                _insert_run(connection, run)


def _runs(connection: Connection, batch_id: int) -> list[Run]:
    starts = connection.execute(
        "SELECT id, table_name, operation FROM (SELECT id, table_name, operation,"
        " lag(table_name) OVER earlier AS table_before,"
        " lag(operation) OVER earlier AS operation_before"
        " FROM change WHERE batch_id = ? WINDOW earlier AS (ORDER BY id))"
        " WHERE table_name IS NOT table_before OR operation IS NOT operation_before ORDER BY id",
        (batch_id,),
    ).fetchall()
    highest = connection.execute("SELECT max(id) FROM change WHERE batch_id = ?", (batch_id,))
    ends = [first - 1 for first, *_ in starts[1:]] + [highest.fetchone()[0]]
    return [
        Run(batch_id, first, last, table, operation)
        for (first, table, operation), last in zip(starts, ends, strict=True)
    ]


# --- Long runs, by one statement each -----------------------------------------------------------


def _delete_run(connection: Connection, run: Run) -> None:
    logged_as_ranges = connection.execute(
        f"SELECT row_id, last_row_id {_ENTRIES} AND last_row_id IS NOT NULL", run.bounds
    ).fetchall()
    for first, last in joined(logged_as_ranges + _spans(connection, run)):
        delete_rows(connection, run.table, first, last)


def _insert_run(connection: Connection, run: Run) -> None:
    logged = connection.execute(f"SELECT before {_ENTRIES} LIMIT 1", run.bounds).fetchone()[0]
    known = json.loads(logged)
    values = {
        name: f"json_extract(before, '$.{name}')" if name in known else default
        for name, default in _defaults(connection, run.table).items()
    }
    if "version" in values:
        values["version"] += " + 1"
    select = f"SELECT {', '.join(values.values())} {_ENTRIES} ORDER BY id"
    spans = _spans(connection, run)
    insert_selected(connection, run.table, list(values), (select, run.bounds), spans)


def _spans(connection: Connection, run: Run) -> list[Span]:
    """Return the first and last of each run of consecutive keys that were logged one by one."""
    return connection.execute(
        "SELECT min(row_id), max(row_id) FROM"
        " (SELECT row_id, row_id - row_number() OVER (ORDER BY row_id) AS gaps_before"
        f" {_ENTRIES} AND last_row_id IS NULL) GROUP BY gaps_before",
        run.bounds,
    ).fetchall()


# --- All else, row by row -----------------------------------------------------------------------


def _replay_mixed(connection: Connection, stretch: Run) -> None:
    for changes in _newest_first(connection, stretch):
        for operation, group in groupby(changes, key=itemgetter(1)):
            if operation == "insert":
                _delete_rows(connection, list(group))
                continue
            restore = _reset_rows if operation == "update" else _insert_rows
            for table, some in groupby(group, key=itemgetter(0)):
                restore(connection, table, list(some))


def _newest_first(connection: Connection, stretch: Run) -> Iterator[list[Change]]:
    reached = stretch.last
    while True:
        rows = connection.execute(
            "SELECT table_name, operation, row_id, last_row_id, before, id"
            f" {_ENTRIES} ORDER BY id DESC LIMIT ?",
            (stretch.batch_id, stretch.first, reached, AT_A_TIME),
        ).fetchall()
        if not rows:
            return
        reached = rows[-1][-1] - 1
        yield [row[:-1] for row in rows]


def _delete_rows(connection: Connection, changes: list[Change]) -> None:
    # An import inserts into one table and the next for each part of its file.
    spans: dict[str, list[Span]] = defaultdict(list)
    for table, _operation, first, last, _before in changes:
        spans[table].append((first, last or first))
    for table, some in spans.items():
        for first, last in joined(some):
            delete_rows(connection, table, first, last)


def _insert_rows(connection: Connection, table: str, changes: list[Change]) -> None:
    defaults = _defaults(connection, table)
    for row in _before(changes):
        values = {
            name: f":{name}" if name in row else default for name, default in defaults.items()
        }
        if "version" in values:
            values["version"] += " + 1"
        names = ", ".join(f'"{name}"' for name in values)
        connection.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(values.values())})', row
        )


def _reset_rows(connection: Connection, table: str, changes: list[Change]) -> None:
    rows = list(_before(changes))
    # A column that came with a later version of the program keeps what is in it.
    columns = [name for name in columns_of(connection, table) if name in rows[0] and name != "id"]
    sets = ", ".join(
        '"version" = "version" + 1' if name == "version" else f'"{name}" = :{name}'
        for name in columns
    )
    connection.executemany(f'UPDATE "{table}" SET {sets} WHERE id = :id', rows)


def _before(changes: list[Change]) -> Iterator[Row]:
    return (json.loads(before) for *_, before in changes if before)


def _defaults(connection: Connection, table: str) -> dict[str, str]:
    """Return each column of a table with the expression for its default.

    That is for rows that were logged before a later version of the program added the column.
    """
    found = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return {name: default or "NULL" for _, name, _, _, default, _ in found}
