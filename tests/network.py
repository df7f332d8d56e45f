"""A few rows to stand on: organisations, people, posts and memberships by name."""

from sqlmodel import Session

from crm.models import Membership, Organisation, OtherName, Person, Post
from crm.models.base import Row


def _stored(session: Session, row: Row) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def organisation(session: Session, name: str, classification: str = "other") -> int:
    return _stored(session, Organisation(name=name, classification=classification))


def former_name(session: Session, organisation_id: int, name: str, end_date: str | None) -> int:
    row = OtherName(organisation_id=organisation_id, name=name, end_date=end_date)
    return _stored(session, row)


def person(session: Session, name: str) -> int:
    return _stored(session, Person(name=name))


def post(session: Session, label: str, organisation_id: int) -> int:
    return _stored(session, Post(name=label, organisation_id=organisation_id))


def membership(
    session: Session,
    person_id: int,
    organisation_id: int,
    role: str | None = None,
    *,
    start: str | None = None,
    end: str | None = None,
    primary: bool = False,
    post_id: int | None = None,
) -> int:
    return _stored(
        session,
        Membership(
            person_id=person_id,
            organisation_id=organisation_id,
            role=role,
            start_date=start,
            end_date=end,
            primary=primary,
            post_id=post_id,
        ),
    )


def employed(
    session: Session, name: str, workplace: str, role: str, *, start: str | None = None
) -> tuple[int, int]:
    """Add a person and an organisation, one in the other; return both ids."""
    person_id, organisation_id = person(session, name), organisation(session, workplace)
    membership(session, person_id, organisation_id, role, start=start, primary=True)
    return person_id, organisation_id
