"""Contact lists: fixed ones, and saved searches that fill themselves."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from crm.models import ContactList, ContactListMember, Organisation, Person
from crm.queries.records import ListMemberRecord, ListRecord
from crm.queries.rows import get_row, identity
from crm.search import count, find
from crm.store import driver_connection
from crm.text import sort_key
from crm.vocabulary import RecordKind

SEARCHED_KINDS = (RecordKind.PERSON, RecordKind.ORGANISATION)
MOST_FOUND = 100_000


def get_list(session: Session, list_id: int) -> ListRecord:
    """Return a list with its members by name in Swedish order; errors: `NotFound`.

    A saved search has the people and organisations that it finds now.
    """
    contact_list = get_row(session, ContactList, RecordKind.LIST, list_id)
    members = list_members(session, contact_list)
    return _record(contact_list, len(members), members)


def list_lists(session: Session) -> list[ListRecord]:
    """Return all lists in Swedish order, counted; `members` is left empty."""
    statement = select(ContactList).order_by(col(ContactList.sort_key), col(ContactList.id))
    counts = _member_counts(session)
    return [
        _record(row, _count(session, row.query) if row.query else counts.get(identity(row), 0))
        for row in session.exec(statement).all()
    ]


def list_members(session: Session, contact_list: ContactList) -> list[ListMemberRecord]:
    """Return who is on a list, by name in Swedish order."""
    if contact_list.query:
        members = _found(session, contact_list.query)
    else:
        members = _fixed(session, identity(contact_list))
    return sorted(members, key=lambda member: (sort_key(member["name"]), member["id"]))


def _record(
    contact_list: ContactList, count: int, members: list[ListMemberRecord] | None = None
) -> ListRecord:
    return ListRecord(
        id=identity(contact_list),
        uid=contact_list.uid,
        name=contact_list.name,
        query=contact_list.query,
        note=contact_list.note,
        count=count,
        members=members or [],
        version=contact_list.version,
    )


def _count(session: Session, query: str) -> int:
    return count(driver_connection(session), query, kinds=SEARCHED_KINDS)


def _found(session: Session, query: str) -> list[ListMemberRecord]:
    hits = find(driver_connection(session), query, kinds=SEARCHED_KINDS, limit=MOST_FOUND)
    return [ListMemberRecord(kind=str(hit.kind), id=hit.id, name=hit.name) for hit in hits]


def _fixed(session: Session, list_id: int) -> list[ListMemberRecord]:
    statement = (
        select(ContactListMember, col(Person.name), col(Organisation.name))
        .outerjoin(Person, col(Person.id) == col(ContactListMember.person_id))
        .outerjoin(Organisation, col(Organisation.id) == col(ContactListMember.organisation_id))
        .where(col(ContactListMember.contact_list_id) == list_id)
    )
    return [
        _member(member.person_id, member.organisation_id, person or organisation or "")
        for member, person, organisation in session.exec(statement)
    ]


def _member(person_id: int | None, organisation_id: int | None, name: str) -> ListMemberRecord:
    if person_id is not None:
        return ListMemberRecord(kind=RecordKind.PERSON.value, id=person_id, name=name)
    return ListMemberRecord(kind=RecordKind.ORGANISATION.value, id=organisation_id or 0, name=name)


def _member_counts(session: Session) -> dict[int, int]:
    column = col(ContactListMember.contact_list_id)
    statement = select(column, func.count()).group_by(column)
    return dict(session.exec(statement).all())
