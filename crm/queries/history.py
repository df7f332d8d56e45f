"""Who did what, when, and how a record was before and after."""

import json
from typing import Any

from sqlmodel import Session, col, func, select, tuple_

from crm.errors import NotFound
from crm.history import OWNERS, current_row, is_undone
from crm.i18n import _
from crm.models import Batch, Change, metadata
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
TABLES = {kind: table for table, kind in RECORD_TABLES.items()}


def list_batches(
    session: Session, *, reference: str | None = None, limit: int = 20
) -> list[BatchRecord]:
    """Return the newest batches first: all, or those that touched a record or what belongs to it.

    Errors: `NotFound`, `Ambiguous` for the reference.
    """
    query = select(Batch).order_by(col(Batch.id).desc()).limit(limit)
    if reference is not None:
        found = resolve(session, reference, tuple(RECORD_TABLES.values()))
        query = query.where(col(Batch.id).in_(_batches_of(session, found.kind, found.id)))
    return [_batch_record(session, batch) for batch in session.exec(query)]


def get_batch(session: Session, batch_id: int, *, changes: bool = True) -> BatchRecord:
    """Return one batch, with its changes unless told; errors: `NotFound`."""
    batch = session.get(Batch, batch_id) if -(2**63) <= batch_id < 2**63 else None
    if batch is None:
        raise NotFound(_("The history has no batch {batch}.").format(batch=batch_id))
    record = _batch_record(session, batch)
    if changes:
        record["changes"] = [
            _change_record(session, change)
            for change in session.exec(
                select(Change).where(Change.batch_id == batch_id).order_by(col(Change.id))
            )
        ]
    return record


def as_of(session: Session, kind: RecordKind, identity: int, moment: str) -> dict[str, Any] | None:
    """Return the columns of a record as they were at a moment (ISO 8601, UTC).

    None where it did not exist then.
    """
    table = TABLES[kind]
    later = session.exec(
        select(Change)
        .join(Batch, col(Batch.id) == col(Change.batch_id))
        .where(Change.table_name == table, Change.row_id == identity, Batch.at > moment)
        .order_by(col(Change.id))
        .limit(1)
    ).first()
    if later is not None:
        return json.loads(later.before) if later.before else None
    return _current_row(session, table, identity)


def _batch_record(session: Session, batch: Batch) -> BatchRecord:
    identity = batch.id or 0
    size = session.exec(select(func.count()).where(Change.batch_id == identity)).one()
    undoing = session.exec(
        select(Batch.id).where(Batch.undoes_id == identity).order_by(col(Batch.id).desc())
    ).all()
    connection: Any = session.connection().connection.driver_connection
    in_force = [number for number in undoing if number and not is_undone(connection, number)]
    return {
        "id": identity,
        "at": batch.at,
        "actor": batch.actor,
        "description": batch.description,
        "undoes": batch.undoes_id,
        "undone_by": in_force[0] if in_force else None,
        "size": size,
    }


def _change_record(session: Session, change: Change) -> ChangeRecord:
    kind = RECORD_TABLES.get(change.table_name)
    after = json.loads(change.after) if change.after else None
    if change.operation == "insert":
        after = _row_after(session, change)
    return {
        "table": change.table_name,
        "row": change.row_id,
        "reference": reference(kind, change.row_id) if kind else None,
        "operation": change.operation,
        "before": json.loads(change.before) if change.before else None,
        "after": after,
    }


def _row_after(session: Session, change: Change) -> dict[str, Any] | None:
    following = session.exec(
        select(Change)
        .where(
            Change.table_name == change.table_name,
            Change.row_id == change.row_id,
            col(Change.id) > (change.id or 0),
        )
        .order_by(col(Change.id))
        .limit(1)
    ).first()
    if following is not None:
        return json.loads(following.before) if following.before else None
    return _current_row(session, change.table_name, change.row_id)


def _current_row(session: Session, table: str, identity: int) -> dict[str, Any] | None:
    connection: Any = session.connection().connection.driver_connection
    return current_row(connection, table, identity)


def _batches_of(session: Session, kind: RecordKind, identity: int) -> set[int]:
    rows = {(TABLES[kind], identity)} | _rows_that_belong(session, TABLES[kind], identity)
    numbers: set[int] = set()
    ordered = sorted(rows)
    for start in range(0, len(ordered), 400):
        piece = ordered[start : start + 400]
        numbers.update(
            session.exec(
                select(Change.batch_id)
                .where(tuple_(col(Change.table_name), col(Change.row_id)).in_(piece))
                .distinct()
            )
        )
    return numbers


def _rows_that_belong(session: Session, table: str, identity: int) -> set[tuple[str, int]]:
    """Return the rows that point at a record, now or before they were changed or deleted."""
    column_name = f"{table}_id"
    rows: set[tuple[str, int]] = set()
    for other in metadata.sorted_tables:
        if other.name in ("batch", "change", "current_batch") or column_name not in other.c:
            continue
        found = session.execute(
            select(other.c["id"]).where(other.c[column_name] == identity)
        ).scalars()
        rows.update((other.name, int(row_id)) for row_id in found)
    if column_name in OWNERS:
        owner = func.json_extract(Change.before, f"$.{column_name}")
        earlier = session.exec(
            select(Change.table_name, Change.row_id)
            .where(owner == identity, owner.is_not(None))
            .distinct()
        )
        rows.update((name, row_id) for name, row_id in earlier)
    return rows
