"""How people and organisations are reached, what else they are called and whom they belong with."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from crm.models import (
    ContactDetail,
    Membership,
    Organisation,
    OtherName,
    Person,
    Relationship,
)
from crm.queries.fetching import STATEMENTS_KEPT, chosen, fetched
from crm.queries.kinds import in_force_on, membership_in_force, owner_column
from crm.queries.records import ContactRecord, OtherNameRecord, RelationshipRecord
from crm.vocabulary import RecordKind

BestContacts = dict[int, dict[str, str]]


def contact_record(detail: ContactDetail) -> ContactRecord:
    """Shape a contact detail."""
    assert detail.id is not None
    return ContactRecord(
        id=detail.id,
        type=detail.type,
        value=detail.value,
        label=detail.label,
        note=detail.note,
        valid_from=detail.valid_from,
        valid_until=detail.valid_until,
        membership_id=detail.membership_id,
    )


def list_contact_details(session: Session, kind: str, identity: int) -> list[ContactRecord]:
    """Return the contact details of a person (those of the memberships too) or organisation.

    In the order they were given; `kind` is `person`, `organisation` or `membership`.
    """
    owned = owner_column(ContactDetail, kind) == identity
    if kind == RecordKind.PERSON:
        of_person = select(col(Membership.id)).where(col(Membership.person_id) == identity)
        owned = or_(owned, col(ContactDetail.membership_id).in_(of_person))
    statement = select(ContactDetail).where(owned).order_by(col(ContactDetail.id))
    return [contact_record(detail) for detail in session.scalars(statement)]


def list_other_names(session: Session, kind: str, identity: int) -> list[OtherNameRecord]:
    """Return the former and alternative names of a person, organisation or topic."""
    statement = (
        select(OtherName)
        .where(owner_column(OtherName, kind) == identity)
        .order_by(col(OtherName.sort_key), col(OtherName.id))
    )
    return [
        OtherNameRecord(
            name=other.name,
            start_date=other.start_date,
            end_date=other.end_date,
            note=other.note,
        )
        for other in session.scalars(statement)
    ]


def list_relationships(session: Session, kind: str, identity: int) -> list[RelationshipRecord]:
    """Return the links of a person or organisation, each labelled as seen from it."""
    model = Person if kind == RecordKind.PERSON else Organisation
    start, end = f"from_{RecordKind(kind)}_id", f"to_{RecordKind(kind)}_id"
    from_column, to_column = getattr(Relationship, start), getattr(Relationship, end)
    statement = (
        select(Relationship, col(model.id), col(model.name))
        .join(
            model,
            or_(
                (from_column == identity) & (to_column == col(model.id)),
                (to_column == identity) & (from_column == col(model.id)),
            ),
        )
        .order_by(col(Relationship.id))
    )
    return [
        _relationship_record(link, kind, getattr(link, start) == identity, (other_id, name))
        for link, other_id, name in session.execute(statement)
    ]


def _relationship_record(
    link: Relationship, kind: str, forwards: bool, other: tuple[int, str]
) -> RelationshipRecord:
    assert link.id is not None
    return RelationshipRecord(
        id=link.id,
        type=link.type if forwards else link.reverse_type,
        kind=str(kind),
        other={"id": other[0], "name": other[1]},
        start_date=link.start_date,
        end_date=link.end_date,
        note=link.note,
    )


def best_contacts_of_people(session: Session, people: Sequence[int], day: date) -> BestContacts:
    """Return `{person: {"email": …, "phone": …}}`, one value of each type that holds on a day.

    The primary membership's own come first, then the person's, then those of other memberships.
    """
    work = fetched(session, _at_work(day), people)
    best: BestContacts = {}
    _fill(best, ((owner, kind, value) for owner, kind, value, primary in work if primary))
    _fill(best, fetched(session, _own(col(ContactDetail.person_id), day), people))
    _fill(best, ((owner, kind, value) for owner, kind, value, primary in work if not primary))
    return best


def best_contacts_of_organisations(
    session: Session, organisations: Sequence[int], day: date
) -> BestContacts:
    """Return `{organisation: {"email": …}}`, one value of each type that holds on a day."""
    best: BestContacts = {}
    _fill(best, fetched(session, _own(col(ContactDetail.organisation_id), day), organisations))
    return best


@lru_cache(maxsize=STATEMENTS_KEPT)
def _own(owner: Any, day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(owner, col(ContactDetail.type), col(ContactDetail.value))
        .where(chosen(owner), _usable(day))
        .order_by(col(ContactDetail.id))
    )


@lru_cache(maxsize=STATEMENTS_KEPT)
def _at_work(day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Membership.person_id),
            col(ContactDetail.type),
            col(ContactDetail.value),
            col(Membership.primary),
        )
        .join(Membership, col(ContactDetail.membership_id) == col(Membership.id))
        .where(chosen(col(Membership.person_id)), membership_in_force(day), _usable(day))
        .order_by(col(ContactDetail.id))
    )


def _usable(day: date) -> ColumnElement[bool]:
    # Chosen by type as well, SQLite would walk through all addresses of the book.
    return in_force_on(ContactDetail.valid_from, ContactDetail.valid_until, day)


def _fill(best: BestContacts, rows: Iterable[Sequence[Any]]) -> None:
    for owner, kind, value in rows:
        if owner is not None:
            best.setdefault(owner, {}).setdefault(kind, value)
