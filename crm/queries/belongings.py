"""What belongs to many people or organisations, by owner: a query for each sort of thing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Session, SQLModel, col

from crm.models import ContactDetail, OtherName, Relationship, Tag, Tagging
from crm.queries.fetching import STATEMENTS_KEPT, Ids, chosen, ever_filled, fetched, fetched_values
from crm.queries.kinds import MODELS, owner_column
from crm.queries.records import ContactRecord, Link, OtherNameRecord, RelationshipRecord
from crm.vocabulary import RecordKind

CONTACT_FIELDS = (
    *("id", "type", "value", "label", "note", "valid_from", "valid_until", "membership_id"),
)
Owner = TypeVar("Owner")
Value = TypeVar("Value")


def columns_of(model: type[SQLModel], names: Iterable[str]) -> list[InstrumentedAttribute[Any]]:
    """Return columns of a table by name."""
    return [getattr(model, name) for name in names]


def gathered(pairs: Iterable[tuple[Owner, Value]]) -> dict[Owner, list[Value]]:
    """Gather the values of each owner in their order; an owner without any has an empty list."""
    found: dict[Owner, list[Value]] = defaultdict(list)
    for owner, value in pairs:
        found[owner].append(value)
    return found


def other_names_of(
    session: Session, kind: RecordKind, identities: Ids
) -> dict[int, list[OtherNameRecord]]:
    """Return the former and alternative names of records, in Swedish order."""
    return gathered(
        (owner, OtherNameRecord(name=name, start_date=start, end_date=end, note=note))
        for owner, name, start, end, note in fetched_values(session, _other_names(kind), identities)
    )


@lru_cache(maxsize=STATEMENTS_KEPT)
def _other_names(kind: RecordKind) -> Select[*tuple[Any, ...]]:
    owner = owner_column(OtherName, kind)
    return (
        select(owner, *columns_of(OtherName, ("name", "start_date", "end_date", "note")))
        .where(ever_filled(owner), chosen(owner))
        .order_by(col(OtherName.sort_key), col(OtherName.id))
    )


def tags_by_owner(session: Session, kind: RecordKind, identities: Ids) -> dict[int, list[str]]:
    """Return the names of the tags on records, in Swedish order."""
    return gathered(fetched_values(session, _tags(kind), identities))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _tags(kind: RecordKind) -> Select[*tuple[Any, ...]]:
    owner = owner_column(Tagging, kind)
    return (
        select(owner, col(Tag.name))
        .join(Tag, col(Tagging.tag_id) == col(Tag.id))
        .where(ever_filled(owner), chosen(owner))
        .order_by(col(Tag.sort_key), col(Tag.id))
    )


def contacts_of(
    session: Session, kind: RecordKind, identities: Ids
) -> dict[int, list[ContactRecord]]:
    """Return the ways to reach records, as they were given."""
    return contacts_by_owner(fetched_values(session, _contacts(kind), identities))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _contacts(kind: RecordKind) -> Select[*tuple[Any, ...]]:
    owner = owner_column(ContactDetail, kind)
    return (
        select(*columns_of(ContactDetail, CONTACT_FIELDS), owner)
        .where(chosen(owner))
        .order_by(owner, col(ContactDetail.id))
    )


def contacts_by_owner(rows: Iterable[Sequence[Any]]) -> dict[int, list[ContactRecord]]:
    """Gather contact details from rows of `CONTACT_FIELDS` and their owner."""
    found: dict[int, list[ContactRecord]] = defaultdict(list)
    for key, kind, value, label, note, start, end, membership, owner in rows:
        found[owner].append(
            {
                "id": key,
                "type": kind,
                "value": value,
                "label": label,
                "note": note,
                "valid_from": start,
                "valid_until": end,
                "membership_id": membership,
            }
        )
    return found


def relationships_of(
    session: Session, kind: RecordKind, identities: Ids
) -> dict[int, list[RelationshipRecord]]:
    """Return the links of records, each labelled as seen from the record."""
    rows = fetched(session, _relationships(kind), identities)
    names = _names(session, kind, {side for row in rows for side in row[:2]})
    wanted = set(identities)
    return gathered(
        (here, _relationship(row, kind, label, Link(id=there, name=names[there])))
        for row in rows
        for here, there, label in ((row[0], row[1], row.type), (row[1], row[0], row.reverse_type))
        if here in wanted
    )


@lru_cache(maxsize=STATEMENTS_KEPT)
def _relationships(kind: RecordKind) -> Select[*tuple[Any, ...]]:
    start, end = columns_of(Relationship, (f"from_{kind}_id", f"to_{kind}_id"))
    names = ("id", "type", "reverse_type", "start_date", "end_date", "note")
    return (
        select(start, end, *columns_of(Relationship, names))
        .where(ever_filled(start), or_(chosen(start), chosen(end)))
        .order_by(col(Relationship.id))
    )


def _relationship(row: Any, kind: RecordKind, label: str, other: Link) -> RelationshipRecord:
    return RelationshipRecord(
        id=row.id,
        type=label,
        kind=str(kind),
        other=other,
        start_date=row.start_date,
        end_date=row.end_date,
        note=row.note,
    )


def _names(session: Session, kind: RecordKind, identities: Iterable[int]) -> dict[int, str]:
    return dict(fetched(session, _names_by_id(kind), sorted(identities)))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _names_by_id(kind: RecordKind) -> Select[*tuple[Any, ...]]:
    model: Any = MODELS[kind]
    return select(model.id, model.name).where(chosen(model.id))
