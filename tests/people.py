"""Short ways to put people and organisations into a book."""

from typing import Any

from sqlmodel import Session

from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.inputs import ContactDetailIn, CustomFieldIn, OrganisationIn, PersonIn
from crm.models import Interaction, Membership, Organisation, Participant, Person
from crm.models.base import Row


def key(row: Row) -> int:
    """Return the id of a row that is stored."""
    assert row.id is not None
    return row.id


def person(session: Session, name: str, **fields: Any) -> Person:
    """Add a person."""
    return add_person(session, PersonIn(name=name, **fields))


def organisation(session: Session, name: str, **fields: Any) -> Organisation:
    """Add an organisation."""
    return add_organisation(session, OrganisationIn(name=name, **fields))


def contact(type: str, value: str, **fields: Any) -> ContactDetailIn:
    """Return a way of reaching somebody; the words of lists are plain text, as in files."""
    values: dict[str, Any] = {"type": type, "value": value, **fields}
    return ContactDetailIn(**values)


def custom_field(key: str, **fields: Any) -> CustomFieldIn:
    """Return a field of the user's own."""
    return CustomFieldIn(key=key, **fields)


def meeting(session: Session, starts_at: str, status: str = "held") -> Interaction:
    """Add a meeting without anybody in it."""
    row = Interaction(kind="meeting", subject="Möte", starts_at=starts_at, status=status)
    session.add(row)
    session.flush()
    return row


def attend(
    session: Session,
    interaction: Interaction,
    who: Person | None = None,
    where: Organisation | None = None,
    membership: Membership | None = None,
    **fields: Any,
) -> Participant:
    """Let somebody take part in an interaction."""
    row = Participant(
        interaction_id=key(interaction),
        person_id=who.id if who else None,
        organisation_id=where.id if where else None,
        membership_id=membership.id if membership else None,
        **fields,
    )
    session.add(row)
    session.flush()
    return row
