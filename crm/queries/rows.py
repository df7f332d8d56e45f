"""What the queries share: rows by their ids, in their order, and tags."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from crm.models import Tag, Tagging
from crm.models.base import Record, Row
from crm.queries.kinds import MODELS, batched, get_record
from crm.queries.lines.shapes import in_order

RecordType = TypeVar("RecordType", bound=Record)
Line = TypeVar("Line", bound=Mapping[str, Any])


def require(session: Session, model: type[RecordType], identity: int) -> RecordType:
    """Return the record with this id; errors: `NotFound`."""
    kind = next(kind for kind, known in MODELS.items() if known is model)
    record = get_record(session, kind, identity)
    assert isinstance(record, model)
    return record


def key_of(row: Row) -> int:
    """Return the id of a row that is stored."""
    assert row.id is not None
    return row.id


def rows_in_order(
    session: Session,
    ids: Sequence[int],
    load: Callable[[Session, Sequence[int]], Iterable[Line]],
) -> list[Line]:
    """Return what is loaded of the ids, some at a time, in their order.

    Those that have gone are left out.
    """
    found = {line["id"]: line for piece in batched(ids) for line in load(session, piece)}
    return in_order(ids, found)


def tags_of(session: Session, owner: Mapped[int | None], owner_id: int) -> list[str]:
    """Return the names of the tags of one record, in Swedish order."""
    statement = (
        select(col(Tag.name))
        .join(Tagging, col(Tagging.tag_id) == col(Tag.id))
        .where(owner == owner_id)
        .order_by(col(Tag.sort_key))
    )
    return list(session.exec(statement))
