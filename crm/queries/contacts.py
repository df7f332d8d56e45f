"""How people and organisations are reached, what else they are called and whom they belong with."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from crm.models import (
    ContactDetail,
    Membership,
    Organisation,
    OtherName,
    Person,
    Relationship,
)
from crm.queries.fetching import beneath
from crm.queries.kinds import owner_column
from crm.queries.lines import contacts as lines
from crm.queries.lines.contacts import BestContacts
from crm.queries.records import ContactRecord, OtherNameRecord, RelationshipRecord
from crm.vocabulary import RecordKind


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
    return lines.best_contacts_of_people(beneath(session), people, day)
