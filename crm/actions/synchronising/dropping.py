"""What somebody took off a card there goes from the record here too."""

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.contacts import remove_contact_detail
from crm.actions.labels import untag
from crm.actions.synchronising.gathering import Contact
from crm.actions.versions import touch
from crm.errors import Invalid
from crm.models import ContactDetail, Membership
from crm.queries.kinds import get_record, owner_column
from crm.queries.matches import match_key
from crm.text import clean_line, fold
from crm.validation import normalise_email, normalise_link, normalise_phone
from crm.vocabulary import ContactType, RecordKind

NORMALISE = {
    ContactType.EMAIL: normalise_email,
    ContactType.PHONE: normalise_phone,
    ContactType.LINK: normalise_link,
}

Reach = tuple[str, str]


def drop_what_is_gone(
    session: Session, kind: RecordKind, identity: int, before: Contact, now: Contact
) -> None:
    """Take from a record the ways to reach, tags and note that its card had and has no more.

    `before` is the card that the book wrote, `now` the one that came back.
    """
    dropped = _reaches(before) - _reaches(now)
    for detail in _details(session, kind, identity) if dropped else ():
        if (detail.type, detail.match_key) in dropped and detail.id is not None:
            remove_contact_detail(session, detail.id)
    tags = {fold(tag): tag for tag in before.tags}
    for tag in now.tags:
        tags.pop(fold(tag), None)
    if tags:
        untag(session, kind, identity, tags.values())
    if before.note and not now.note:
        record = get_record(session, kind, identity)
        record.note = None
        touch(session, record)
        session.flush()


def _reaches(contact: Contact) -> set[Reach]:
    return {_reach(one.type, one.value) for one in contact.contact_details}


def _reach(kind: str, value: str) -> Reach:
    """Return what two spellings of one way to reach somebody share."""
    normalise = NORMALISE.get(ContactType(kind))
    try:
        stored = normalise(value) if normalise else value.strip()
    except Invalid:
        stored = clean_line(value)
    return kind, match_key(kind, stored)


def _details(session: Session, kind: RecordKind, identity: int) -> list[ContactDetail]:
    owner = owner_column(ContactDetail, kind)
    own = session.scalars(select(ContactDetail).where(owner == identity)).all()
    if kind is not RecordKind.PERSON:
        return list(own)
    at_work = (
        select(ContactDetail)
        .join(Membership, col(ContactDetail.membership_id) == col(Membership.id))
        .where(col(Membership.person_id) == identity)
    )
    return [*own, *session.scalars(at_work)]
