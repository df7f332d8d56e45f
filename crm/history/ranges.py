"""Many rows at once: logged by statements over ranges of keys, not by a trigger for each row."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from typing import Any

from crm.driver import Connection, insert_many
from crm.history.log import TRIGGER_PREFIX, as_json, as_noted, columns_of, owners_among

# A trigger takes longer than the insertion of a row, even one that has nothing to do.
WORTH_A_RANGE = 100
"""From how many rows on it pays to take a trigger off and to put it back."""

Rows = Mapping[tuple[str, ...], Sequence[Sequence[Any]]]
Span = tuple[int, int]
"""The first and the last of a run of consecutive keys."""


def insert_rows(connection: Connection, table: str, rows: Rows) -> None:
    """Insert rows within the batch; many are logged as ranges of their keys, not one by one.

    `rows` are given by the columns that they fill, `id` among them.
    """
    if sum(map(len, rows.values())) < WORTH_A_RANGE:
        _insert_all(connection, table, rows)
        return
    keys = [map(itemgetter(columns.index("id")), some) for columns, some in rows.items()]
    _log_inserted(connection, table, ranges_of(chain.from_iterable(keys)))
    with without_trigger(connection, table, "insert"):
        _insert_all(connection, table, rows)


def _insert_all(connection: Connection, table: str, rows: Rows) -> None:
    for columns, some in rows.items():
        insert_many(connection, table, columns, some)


def insert_selected(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    selected: tuple[str, Sequence[Any]],
    spans: Sequence[Span],
) -> None:
    """Insert what a statement selects within the batch, as `insert_rows` does.

    `spans` holds the first and last of each run of consecutive keys among the rows.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    select, values = selected
    statement = f'INSERT INTO "{table}" ({names}) {select}'
    if sum(last - first + 1 for first, last in spans) < WORTH_A_RANGE:
        connection.execute(statement, values)
        return
    _log_inserted(connection, table, spans)
    with without_trigger(connection, table, "insert"):
        connection.execute(statement, values)


def _log_inserted(connection: Connection, table: str, spans: Iterable[Span]) -> None:
    connection.executemany(
        "INSERT INTO change (batch_id, table_name, row_id, last_row_id, operation)"
        " SELECT batch_id, ?, ?, nullif(?, ?), 'insert' FROM current_batch",
        [(table, first, last, first) for first, last in spans],
    )


def delete_rows(connection: Connection, table: str, first: int, last: int) -> None:
    """Delete the rows with keys from the first to the last within the batch, and log each."""
    bounds = (first, last)
    if last - first + 1 < WORTH_A_RANGE:
        connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', bounds)
        return
    columns = columns_of(connection, table)
    said = {"before": as_json("t", columns), **as_noted("t", owners_among(columns))}
    connection.execute(
        f"INSERT INTO change (batch_id, table_name, row_id, operation, {', '.join(said)})"
        f" SELECT batch_id, '{table}', t.id, 'delete', {', '.join(said.values())}"
        f' FROM current_batch CROSS JOIN "{table}" AS t WHERE t.id BETWEEN ? AND ?',
        bounds,
    )
    with without_trigger(connection, table, "delete"):
        connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', bounds)


@contextmanager
def without_trigger(connection: Connection, table: str, operation: str) -> Iterator[None]:
    """Write without the log, for a caller that writes the log itself."""
    name = f"{TRIGGER_PREFIX}{table}_{operation}"
    (statement,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)
    ).fetchone()
    connection.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        # A full disk ends the transaction, and with it what was done to the trigger.
        if connection.in_transaction:
            connection.execute(statement)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those joined between which there is no key."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and found[-1][1] + 1 == first:
            first = found.pop()[0]
        found.append((first, last))
    return found


def ranges_of(keys: Iterable[int]) -> list[Span]:
    """Return the first and last of each run of consecutive keys, in order."""
    ordered = sorted(keys)
    if not ordered:
        return []
    if ordered[-1] - ordered[0] + 1 == len(ordered):
        return [(ordered[0], ordered[-1])]
    breaks = [place for place in range(1, len(ordered)) if ordered[place] != ordered[place - 1] + 1]
    starts, ends = [0, *breaks], [*breaks, len(ordered)]
    return [(ordered[start], ordered[end - 1]) for start, end in zip(starts, ends, strict=True)]
