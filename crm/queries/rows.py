"""What the queries share: one row by its id, links, names and tags."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar, cast

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from crm.models import Tag, Tagging
from crm.models.base import Record, Row
from crm.queries.kinds import get_record
from crm.queries.records import Link
from crm.vocabulary import RecordKind

RecordType = TypeVar("RecordType", bound=Record)
Value = TypeVar("Value")


def get_row(
    session: Session, model: type[RecordType], kind: RecordKind, identity: int
) -> RecordType:
    """Return the row with this id; errors: `NotFound`."""
    del model
    return cast(RecordType, get_record(session, kind, identity))


def identity(row: Row) -> int:
    """Return the id of a row that is stored."""
    assert row.id is not None
    return row.id


def in_order(ids: Iterable[int], found: Mapping[int, Value]) -> list[Value]:
    """Return what was found in the order of the ids, without those that have gone."""
    return [found[identity] for identity in ids if identity in found]


def link(identity: int | None, name: str | None) -> Link | None:
    """Return a link to another record, or None where there is none."""
    return None if identity is None else Link(id=identity, name=name or "")


def listed(pairs: Iterable[tuple[int, str]], ids: Collection[int]) -> dict[int, list[str]]:
    """Gather the names of each id, each name once; an id without names has none."""
    names: dict[int, dict[str, None]] = {identity: {} for identity in ids}
    for owner, name in pairs:
        names[owner][name] = None
    return {owner: list(found) for owner, found in names.items()}


def tags_of(session: Session, owner: Mapped[int | None], owner_id: int) -> list[str]:
    """Return the names of the tags of one record, in Swedish order."""
    statement = (
        select(col(Tag.name))
        .join(Tagging, col(Tagging.tag_id) == col(Tag.id))
        .where(owner == owner_id)
        .order_by(col(Tag.sort_key))
    )
    return list(session.exec(statement))
