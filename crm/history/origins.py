"""Which batch gave each column of a row the value that it has."""

import json
from collections.abc import Iterable
from typing import Any

from crm.driver import Connection
from crm.history.tracing import IN_RANGES

CUSTOM = "custom"
INSERTED = ""
"""Stands for all columns that were not changed since the row was inserted."""


def origins_of(connection: Connection, table: str, row_id: int) -> dict[str, int]:
    """Return the batch that set each column which was changed, and under `INSERTED` the first.

    The values of the user's own fields stand under `custom:KEY`. A batch that was undone, and the
    undo, count as if they had not been; so a redo is the batch that it brings back.
    """
    changes = connection.execute(
        "SELECT id, batch_id, operation, before, after FROM change"
        " WHERE table_name = ? AND row_id = ? AND last_row_id IS NULL",
        (table, row_id),
    ).fetchall()
    ranges = connection.execute(IN_RANGES, (table, row_id, row_id)).fetchall()
    cancelled = _cancelled(connection, {batch for _, batch, *_ in changes})
    inserted = {batch for _first, _last, batch in ranges}
    origins: dict[str, int] = {}
    for _id, batch, operation, before, after in sorted(changes, reverse=True):
        if operation == "insert":
            inserted.add(batch)
        elif operation == "update" and batch not in cancelled:
            for column in _differing(json.loads(before), json.loads(after)):
                origins.setdefault(column, batch)
    lasting = inserted - cancelled
    if lasting:
        origins[INSERTED] = max(lasting)
    return origins


def _cancelled(connection: Connection, batches: Iterable[int]) -> set[int]:
    """Return the batches that were taken back, and those that took them back."""
    cancelled: set[int] = set()
    for batch in sorted(batches, reverse=True):
        found = connection.execute("SELECT undoes_id FROM batch WHERE id = ?", (batch,)).fetchone()
        if found and found[0] is not None and batch not in cancelled:
            cancelled |= {batch, found[0]}
    return cancelled


def _differing(before: dict[str, Any], after: dict[str, Any]) -> Iterable[str]:
    for column, value in after.items():
        if before.get(column) != value:
            if column == CUSTOM:
                yield from _differing_custom(before.get(column), value)
            yield column


def _differing_custom(before: str | None, after: str | None) -> Iterable[str]:
    old, new = json.loads(before or "{}"), json.loads(after or "{}")
    for key in {*old, *new}:
        if old.get(key) != new.get(key):
            yield f"{CUSTOM}:{key}"
