"""What the queries share: rows by their ids, links, names and tags."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from crm.models import Tag, Tagging
from crm.models.base import Record, Row
from crm.queries.kinds import MODELS, batched, get_record
from crm.queries.records import Link

RecordType = TypeVar("RecordType", bound=Record)
Value = TypeVar("Value")
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


def in_order(ids: Iterable[int], found: Mapping[int, Value]) -> list[Value]:
    """Return what was found in the order of the ids, without those that have gone."""
    return [found[identity] for identity in ids if identity in found]


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
