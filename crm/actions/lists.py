"""Contact lists: making, changing and deleting them, and who is on a fixed one."""

from sqlmodel import Session, col, delete, select

from crm.actions.versions import apply, changing, check_version, owned_by, touch
from crm.errors import Invalid, UsageError
from crm.i18n import _
from crm.inputs import ContactListIn
from crm.models import ContactList, ContactListMember, RecordSource
from crm.queries.conditions import parse_condition
from crm.queries.kinds import get_record, owner_column
from crm.queries.rows import key_of, require
from crm.text import fold
from crm.vocabulary import RecordKind, reference

LONGEST_QUERY = 2_000
MEMBER_KINDS = (RecordKind.PERSON, RecordKind.ORGANISATION)


def add_list(session: Session, entry: ContactListIn) -> ContactList:
    """Make a list, fixed or (with a query or a condition) a saved search, and return its row.

    Errors: `Invalid` where another list has the name, or where the condition is wrong.
    """
    _refuse_taken(session, entry.name)
    contact_list = ContactList(name=entry.name, note=entry.note)
    for field, value in _search(session, entry, contact_list).items():
        setattr(contact_list, field, value)
    session.add(contact_list)
    session.flush()
    return contact_list


def edit_list(
    session: Session, list_id: int, changes: ContactListIn, *, version: int | None = None
) -> ContactList:
    """Change the name of a list, and what else is named.

    A query takes the place of a condition, and the other way round. Errors: `NotFound`; `Invalid`
    where the name is another's, the condition is wrong, or a list with members would become a
    saved search; `Conflict` where `version` is not the stored one.
    """
    contact_list = require(session, ContactList, list_id)
    check_version(contact_list, version)
    _refuse_taken(session, changes.name, contact_list)
    search = _search(session, changes, contact_list)
    wanted = search.get("query") or search.get("condition")
    if wanted and _has_members(session, contact_list):
        message = _("A list with members cannot become a saved search; make a new list.")
        raise Invalid.field("condition" if search.get("condition") else "query", message)
    with changing(session, contact_list):
        apply(contact_list, changes.given() | search)
    return contact_list


def delete_list(session: Session, list_id: int, *, version: int | None = None) -> None:
    """Delete a list; those who were on it stay in the book. Errors: `NotFound`, `Conflict`."""
    contact_list = require(session, ContactList, list_id)
    check_version(contact_list, version)
    for model in (ContactListMember, RecordSource):
        session.exec(delete(model).where(col(model.contact_list_id) == list_id))
    session.delete(contact_list)
    session.flush()


def add_member(
    session: Session, list_id: int, kind: RecordKind | str, record_id: int
) -> ContactListMember:
    """Put a person or an organisation on a fixed list; once on it, nothing changes.

    Errors: `NotFound`; `Invalid` for a saved search and for other kinds of record.
    """
    contact_list = fixed_list(session, list_id, kind)
    get_record(session, kind, record_id)
    member = _member(session, list_id, kind, record_id)
    if member is None:
        member = ContactListMember(contact_list_id=list_id, **owned_by(kind, record_id))
        session.add(member)
        touch(session, contact_list)
        session.flush()
    return member


def remove_member(
    session: Session, list_id: int, kind: RecordKind | str, record_id: int
) -> ContactList:
    """Take a person or an organisation off a fixed list; who is not on it is no error.

    Errors: `NotFound` for the list; `Invalid` for a saved search and other kinds of record.
    """
    contact_list = fixed_list(session, list_id, kind)
    member = _member(session, list_id, kind, record_id)
    if member is not None:
        session.delete(member)
        touch(session, contact_list)
        session.flush()
    return contact_list


def _refuse_taken(session: Session, name: str, own: ContactList | None = None) -> None:
    statement = select(ContactList).where(col(ContactList.folded_name) == fold(name))
    other = session.exec(statement).first()
    if other is not None and other is not own:
        message = _("{reference} is already called “{name}”.")
        sentence = message.format(reference=reference(RecordKind.LIST, key_of(other)), name=name)
        raise Invalid.field("name", sentence, name)


def _search(session: Session, entry: ContactListIn, known: ContactList) -> dict[str, str | None]:
    """Return what a list is to search for by now; errors: `Invalid`."""
    given = entry.given()
    query, condition = given.get("query"), given.get("condition")
    if query and condition:
        message = _("A saved search has words to search for or a condition, not both.")
        raise Invalid.field("condition", message)
    if query:
        return {"query": _short(query), "condition": None, "about": None}
    if not {"query", "condition", "about"} & given.keys():
        return {}
    condition = given.get("condition", known.condition)
    kind = given.get("about") or known.about or RecordKind.PERSON
    if not condition:
        kept = None if "query" in given else known.query
        return {"query": kept, "condition": None, "about": None}
    _refuse_wrong(session, kind, condition)
    return {"query": None, "condition": condition, "about": str(kind)}


def _short(query: str) -> str:
    if len(query) > LONGEST_QUERY:
        message = _("A saved search may be {limit} characters long.")
        raise Invalid.field("query", message.format(limit=LONGEST_QUERY))
    return query


def _refuse_wrong(session: Session, kind: str, condition: str) -> None:
    try:
        parse_condition(session, kind, condition)
    except UsageError as error:
        raise Invalid.field("condition", error.message, condition) from None


def fixed_list(session: Session, list_id: int, kind: RecordKind | str) -> ContactList:
    """Return a list that records of a noun can be put on; errors: `NotFound`, `Invalid`."""
    contact_list = require(session, ContactList, list_id)
    if contact_list.query or contact_list.condition:
        message = _("“{name}” is a saved search, which fills itself; change what it searches for.")
        raise Invalid.field("list", message.format(name=contact_list.name))
    if kind not in MEMBER_KINDS:
        raise Invalid.field("member", _("Only people and organisations can be on a list."))
    return contact_list


def _has_members(session: Session, contact_list: ContactList) -> bool:
    on_it = col(ContactListMember.contact_list_id) == key_of(contact_list)
    return session.exec(select(ContactListMember.id).where(on_it).limit(1)).first() is not None


def _member(
    session: Session, list_id: int, kind: RecordKind | str, record_id: int
) -> ContactListMember | None:
    statement = select(ContactListMember).where(
        col(ContactListMember.contact_list_id) == list_id,
        owner_column(ContactListMember, kind) == record_id,
    )
    return session.exec(statement).first()
