"""Contact lists: fixed ones, and saved searches that fill themselves."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, column, false, func
from sqlmodel import Session, col, select

from crm.errors import CrmError, Invalid, UsageError
from crm.i18n import _
from crm.models import ContactList, ContactListMember, Organisation, Person
from crm.queries.conditions import fitting, name_column
from crm.queries.kinds import MODELS
from crm.queries.lines.shapes import in_order
from crm.queries.records import ListMemberRecord, ListRecord
from crm.queries.rows import key_of, require
from crm.search import count, find
from crm.store import driver_connection
from crm.text import sort_key
from crm.vocabulary import RecordKind

SEARCHED_KINDS = (RecordKind.PERSON, RecordKind.ORGANISATION)
MOST_FOUND = 100_000


class SavedSearch(NamedTuple):
    """A condition that is kept under a name."""

    uid: str
    name: str
    condition: str


def get_list(session: Session, list_id: int, *, limit: int | None = None) -> ListRecord:
    """Return a list with its members by name in Swedish order; errors: `NotFound`.

    A saved search has those that it finds now; `limit` is how many of them are read, `count` is
    how many there are. One whose condition is wrong by now has no members and a `problem`.
    """
    contact_list = require(session, ContactList, list_id)
    try:
        members = list_members(session, contact_list, limit=limit)
        size = len(members) if limit is None else _count(session, contact_list)
    except CrmError as error:
        return _record(contact_list, 0, problem=error.message)
    return _record(contact_list, size, members)


def list_lists(session: Session) -> list[ListRecord]:
    """Return all lists in Swedish order, counted; `members` is left empty."""
    return list_rows(session, list_ids(session))


def list_ids(session: Session) -> list[int]:
    """Return the ids of all lists in Swedish order."""
    statement = select(col(ContactList.id)).order_by(col(ContactList.sort_key), col(ContactList.id))
    return [found for found in session.exec(statement) if found is not None]


def list_rows(session: Session, ids: Sequence[int]) -> list[ListRecord]:
    """Return lists counted, in the order of the ids; `members` is left empty."""
    statement = select(ContactList).where(col(ContactList.id).in_(ids))
    return in_order(
        ids, {key_of(row): _counted(session, row) for row in session.exec(statement).all()}
    )


def list_saved_searches(session: Session, kind: RecordKind | str) -> list[SavedSearch]:
    """Return the saved searches with a condition on a noun, in Swedish order, not counted."""
    statement = (
        select(ContactList)
        .where(col(ContactList.condition).is_not(None))
        .order_by(col(ContactList.sort_key), col(ContactList.id))
    )
    return [
        SavedSearch(row.uid, row.name, row.condition or "")
        for row in session.exec(statement)
        if (row.about or RecordKind.PERSON) == RecordKind(kind)
    ]


def list_members(
    session: Session, contact_list: ContactList, *, limit: int | None = None
) -> list[ListMemberRecord]:
    """Return who is on a list, by name in Swedish order.

    Errors: `Invalid` where the condition of a saved search is wrong by now.
    """
    if contact_list.condition:
        return _fitting_members(session, contact_list, limit)
    if contact_list.query:
        members = _found(session, contact_list.query)
    else:
        members = _fixed(session, key_of(contact_list))
    members.sort(key=lambda member: (sort_key(member["name"]), member["id"]))
    return members[:limit]


def records_on_lists(
    session: Session, list_ids: Sequence[int]
) -> tuple[RecordKind, list[int]] | None:
    """Return the records on some lists, each once: people if there are any, else one other noun.

    None where nobody is on them. Errors: `NotFound`; `Invalid` as `list_members`.
    """
    members = [
        (RecordKind(member["kind"]), member["id"])
        for list_id in list_ids
        for member in list_members(session, require(session, ContactList, list_id))
    ]
    kinds = [kind for kind, _identity in members]
    if not kinds:
        return None
    chosen = RecordKind.PERSON if RecordKind.PERSON in kinds else kinds[0]
    return chosen, list(dict.fromkeys(one for kind, one in members if kind is chosen))


def on_list(session: Session, kind: RecordKind | str, list_id: int) -> ColumnElement[bool]:
    """Restrict the records of a noun to those on a list, fixed or a saved search.

    Errors: `NotFound`; `Invalid` where the condition of a saved search is wrong by now.
    """
    contact_list = require(session, ContactList, list_id)
    noun = RecordKind(kind)
    if contact_list.condition:
        own = saved_condition_kind(contact_list) == noun
        return _fitting(session, contact_list) if own else false()
    own_id: Any = MODELS[noun].id
    if contact_list.query:
        ids = [member["id"] for member in _found(session, contact_list.query, (noun,))]
        # As one value: a statement takes 32,766 of them.
        found = func.json_each(json.dumps(ids)).table_valued(column("value", Integer))
        return own_id.in_(select(found.c.value))  # type: ignore[no-any-return]
    if noun not in SEARCHED_KINDS:
        return false()
    member: Any = getattr(ContactListMember, f"{noun}_id")
    members = select(member).where(col(ContactListMember.contact_list_id) == list_id)
    return own_id.in_(members.where(member.is_not(None)))  # type: ignore[no-any-return]


def ids_on_list(
    session: Session, kind: RecordKind | str, list_id: int, identities: Sequence[int]
) -> list[int]:
    """Return those of some records that are on a list, in the same order; errors: `on_list`."""
    own_id: Any = MODELS[RecordKind(kind)].id
    found = set(session.exec(select(own_id).where(on_list(session, kind, list_id))).all())
    return [one for one in identities if one in found]


def kinds_on_list(session: Session, list_id: int) -> tuple[RecordKind, ...]:
    """Return the nouns that a list can hold; errors: `NotFound`."""
    contact_list = require(session, ContactList, list_id)
    return (saved_condition_kind(contact_list),) if contact_list.condition else SEARCHED_KINDS


def saved_condition_kind(contact_list: ContactList) -> RecordKind:
    """Return the noun that the condition of a saved search is about: people unless said.

    Errors: `Invalid` where it is about something that this program does not know.
    """
    try:
        return RecordKind(contact_list.about or RecordKind.PERSON)
    except ValueError:
        message = _("The saved search “{name}” is about something unknown; change what it is of.")
        raise Invalid.field("about", message.format(name=contact_list.name)) from None


def _counted(session: Session, contact_list: ContactList) -> ListRecord:
    try:
        return _record(contact_list, _count(session, contact_list))
    except CrmError as error:
        return _record(contact_list, 0, problem=error.message)


def _record(
    contact_list: ContactList,
    size: int,
    members: list[ListMemberRecord] | None = None,
    *,
    problem: str | None = None,
) -> ListRecord:
    return ListRecord(
        id=key_of(contact_list),
        uid=contact_list.uid,
        name=contact_list.name,
        query=contact_list.query,
        condition=contact_list.condition,
        about=contact_list.about,
        note=contact_list.note,
        count=size,
        problem=problem,
        members=members or [],
        version=contact_list.version,
    )


def _count(session: Session, contact_list: ContactList) -> int:
    if contact_list.query:
        return count(driver_connection(session), contact_list.query, kinds=SEARCHED_KINDS)
    if contact_list.condition:
        own_id: Any = MODELS[saved_condition_kind(contact_list)].id
        counted = select(func.count(own_id)).where(_fitting(session, contact_list))
    else:
        own = col(ContactListMember.contact_list_id) == key_of(contact_list)
        counted = select(func.count(col(ContactListMember.id))).where(own)
    return session.exec(counted).one()


def _fitting(session: Session, contact_list: ContactList) -> ColumnElement[bool]:
    try:
        kind = saved_condition_kind(contact_list)
        return fitting(session, kind, contact_list.condition or "")
    except UsageError as error:
        message = _("The saved search “{name}” no longer works: {problem}")
        sentence = message.format(name=contact_list.name, problem=error.message)
        raise Invalid.field("condition", sentence) from None


def _fitting_members(
    session: Session, contact_list: ContactList, limit: int | None
) -> list[ListMemberRecord]:
    kind = saved_condition_kind(contact_list)
    model: Any = MODELS[kind]
    name = name_column(kind)
    statement = select(model.id, name).where(_fitting(session, contact_list))
    ordered = hasattr(model, "sort_key")
    if ordered:
        statement = statement.order_by(model.sort_key, model.id).limit(limit)
    rows = session.exec(statement).all()
    if not ordered:
        rows = sorted(rows, key=lambda row: (sort_key(row[1]), row[0]))[:limit]
    return [ListMemberRecord(kind=kind.value, id=found, name=called) for found, called in rows]


def _found(
    session: Session, query: str, kinds: Sequence[RecordKind] = SEARCHED_KINDS
) -> list[ListMemberRecord]:
    wanted = [kind for kind in kinds if kind in SEARCHED_KINDS]
    if not wanted:
        return []
    hits = find(driver_connection(session), query, kinds=wanted, limit=MOST_FOUND)
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
