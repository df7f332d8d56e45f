"""Who did what, when, and how a record was before and after."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from crm.history import batches_of, current_row, is_undone, unknown_batch
from crm.models import Batch, Change
from crm.queries.records import BatchRecord, ChangeRecord
from crm.queries.references import resolve
from crm.vocabulary import RecordKind, reference

RECORD_TABLES = {
    "person": RecordKind.PERSON,
    "organisation": RecordKind.ORGANISATION,
    "interaction": RecordKind.INTERACTION,
    "follow_up": RecordKind.FOLLOW_UP,
    "collaboration": RecordKind.COLLABORATION,
    "topic": RecordKind.TOPIC,
    "contact_list": RecordKind.LIST,
    "post": RecordKind.POST,
    "membership": RecordKind.MEMBERSHIP,
}
ROWS = func.coalesce(col(Change.last_row_id), col(Change.row_id)) - col(Change.row_id) + 1
"""How many rows a change is of."""
LARGEST_KEY = 2**63 - 1
MOST_BATCHES = 10_000
TABLES = {kind: table for table, kind in RECORD_TABLES.items()}


def list_batches(
    session: Session, *, reference: str | None = None, limit: int = 20
) -> list[BatchRecord]:
    """Return the newest batches first: all, or those that touched a record or what belongs to it.

    Errors: `NotFound`, `Ambiguous` for the reference.
    """
    limit = max(0, min(limit, MOST_BATCHES))
    if reference is None:
        newest = batch_ids(session, limit=limit)
    else:
        found = resolve(session, reference, tuple(RECORD_TABLES.values()))
        newest = batch_ids(session, of=(found.kind, found.id), limit=limit)
    return batch_rows(session, newest)


def batch_ids(
    session: Session, *, of: tuple[RecordKind, int] | None = None, limit: int | None = None
) -> list[int]:
    """Return the numbers of the batches, newest first: all, or those that touched a record."""
    if of is not None:
        touching = batches_of(driver_connection(session), TABLES[of[0]], of[1])
        return sorted(touching, reverse=True)[:limit]
    statement = select(col(Batch.id)).order_by(col(Batch.id).desc()).limit(limit)
    return [found for found in session.exec(statement) if found is not None]


def batch_rows(session: Session, ids: Sequence[int]) -> list[BatchRecord]:
    """Return the batches with these numbers, newest first; those that are gone are left out."""
    query = select(Batch).where(col(Batch.id).in_(ids)).order_by(col(Batch.id).desc())
    return _batch_records(session, session.exec(query).all())


def get_batch(
    session: Session, batch_id: int, *, changes: bool = True, most: int | None = None
) -> BatchRecord:
    """Return one batch, with its changes (or the first `most`) unless told; errors: `NotFound`.

    Many rows that were inserted at once are one change, with the `last_row` of them.
    """
    batch = session.get(Batch, batch_id) if 0 < batch_id <= LARGEST_KEY else None
    if batch is None:
        raise unknown_batch(batch_id)
    record = _batch_records(session, [batch])[0]
    if changes:
        record["changes"] = [
            _change_record(session, change)
            for change in session.exec(
                select(Change)
                .where(Change.batch_id == batch_id)
                .order_by(col(Change.id))
                .limit(most)
            )
        ]
    return record


def as_of(session: Session, kind: RecordKind, identity: int, moment: str) -> dict[str, Any] | None:
    """Return the columns of a record as they were at a moment (ISO 8601, UTC).

    None where it did not exist then.
    """
    return row_as_of(session, TABLES[kind], identity, moment)


def row_as_of(session: Session, table: str, identity: int, moment: str) -> dict[str, Any] | None:
    """Return the columns of a row of any table as they were at a moment, as `as_of` does."""
    if not 0 < identity <= LARGEST_KEY:
        return None
    later = _first_change(session, table, identity, Batch.at > moment)
    if later is not None:
        return json.loads(later.before) if later.before else None
    return _current_row(session, table, identity)


def _first_change(
    session: Session, table: str, identity: int, condition: ColumnElement[bool] | bool
) -> Change | None:
    """Return the first change of a row that fulfils a condition, alone or as part of a range."""
    # Two statements, as each has an index of its own.
    alone = Change.row_id == identity
    in_range = and_(
        col(Change.last_row_id).is_not(None),
        col(Change.row_id) <= identity,
        col(Change.last_row_id) >= identity,
    )
    found = [
        session.exec(
            select(Change)
            .join(Batch, col(Batch.id) == col(Change.batch_id))
            .where(Change.table_name == table, covers, condition)
            .order_by(col(Change.id))
            .limit(1)
        ).first()
        for covers in (alone, in_range)
    ]
    changes = [change for change in found if change is not None]
    return min(changes, key=lambda change: change.id or 0, default=None)


def _batch_records(session: Session, batches: Sequence[Batch]) -> list[BatchRecord]:
    keys = [batch.id or 0 for batch in batches]
    sizes = dict(
        session.exec(
            select(Change.batch_id, func.sum(ROWS))
            .where(col(Change.batch_id).in_(keys))
            .group_by(col(Change.batch_id))
        ).all()
    )
    undoing = _undoing_in_force(session, keys)
    return [
        {
            "id": key,
            "at": batch.at,
            "actor": batch.actor,
            "description": batch.description,
            "undoes": batch.undoes_id,
            "undone_by": undoing.get(key),
            "size": sizes.get(key, 0),
        }
        for key, batch in zip(keys, batches, strict=True)
    ]


def _undoing_in_force(session: Session, batch_ids: Sequence[int]) -> dict[int, int]:
    """Return which batch takes back each of these, for those that are taken back."""
    connection = driver_connection(session)
    undoing = session.exec(
        select(Batch.id, Batch.undoes_id)
        .where(col(Batch.undoes_id).in_(batch_ids))
        .order_by(col(Batch.id))
    ).all()
    return {
        undone: later
        for later, undone in undoing
        if later and undone and not is_undone(connection, later)
    }


def _change_record(session: Session, change: Change) -> ChangeRecord:
    if change.last_row_id is None:
        return change_record(session, change, change.row_id)
    return {
        "table": change.table_name,
        "row": change.row_id,
        "last_row": change.last_row_id,
        "reference": None,
        "operation": change.operation,
        "before": None,
        "after": None,
    }


def change_record(session: Session, change: Change, row_id: int) -> ChangeRecord:
    """Return what a change did to one row, alone or one of many that were inserted at once."""
    kind = RECORD_TABLES.get(change.table_name)
    after = json.loads(change.after) if change.after else None
    if change.operation == "insert":
        after = _row_after(session, change, row_id)
    return {
        "table": change.table_name,
        "row": row_id,
        "last_row": None,
        "reference": reference(kind, row_id) if kind else None,
        "operation": change.operation,
        "before": json.loads(change.before) if change.before else None,
        "after": after,
    }


def _row_after(session: Session, change: Change, row_id: int) -> dict[str, Any] | None:
    table = change.table_name
    following = _first_change(session, table, row_id, col(Change.id) > (change.id or 0))
    if following is not None:
        return json.loads(following.before) if following.before else None
    return _current_row(session, table, row_id)


def _current_row(session: Session, table: str, identity: int) -> dict[str, Any] | None:
    return current_row(driver_connection(session), table, identity)


def driver_connection(session: Session) -> Any:
    """Return the connection of a session, for what `crm.history` reads by itself."""
    return session.connection().connection.driver_connection
