"""What one batch changed of one record, and of what belongs to it."""

from collections.abc import Collection, Iterator

from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from crm.history import columns_of, keys_pointing, logged_tables
from crm.models import Change
from crm.queries.history import TABLES, change_record, driver_connection
from crm.queries.records import ChangeRecord
from crm.vocabulary import RecordKind


def changes_of_record(
    session: Session, batch_id: int, kind: RecordKind, identity: int
) -> list[ChangeRecord]:
    """Return the changes of a batch to a record and to the rows that point at it, in their order.

    Of many rows that were inserted at once, those of the record are told one by one.
    """
    found: list[tuple[int, ChangeRecord]] = []
    for table, keys in _rows_of(session, TABLES[kind], identity):
        for change in session.exec(_touching(batch_id, table, keys)):
            last = change.last_row_id or change.row_id
            for key in sorted(key for key in keys if change.row_id <= key <= last):
                found.append((change.id or 0, change_record(session, change, key)))
    return [record for _place, record in sorted(found, key=lambda pair: pair[0])]


def _rows_of(session: Session, owner: str, identity: int) -> Iterator[tuple[str, set[int]]]:
    """Yield the record, then the rows of each table that point at it, or did."""
    yield owner, {identity}
    connection = driver_connection(session)
    for table in logged_tables(connection):
        pointing = [name for name in columns_of(connection, table) if name.endswith(f"{owner}_id")]
        keys = {
            key for name in pointing for key in keys_pointing(connection, table, name, identity)
        }
        if keys:
            yield table, keys


def _touching(batch_id: int, table: str, keys: Collection[int]) -> SelectOfScalar[Change]:
    in_range = and_(
        col(Change.last_row_id).is_not(None),
        col(Change.row_id) <= max(keys),
        col(Change.last_row_id) >= min(keys),
    )
    return select(Change).where(
        Change.batch_id == batch_id,
        Change.table_name == table,
        or_(col(Change.row_id).in_(keys), in_range),
    )
