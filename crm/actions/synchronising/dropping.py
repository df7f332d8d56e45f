"""What somebody took off a card there goes from the record here too."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.contacts import remove_contact_detail
from crm.actions.labels import untag
from crm.actions.memberships import end_membership
from crm.actions.synchronising.gathering import Contact
from crm.actions.synchronising.reaching import reaches_of
from crm.actions.versions import touch
from crm.dates import in_force
from crm.formats.records import MembershipRecord, PersonRecord
from crm.models import ContactDetail, Membership, Organisation, Post, PreservedProperty
from crm.queries.kinds import get_record, owner_column
from crm.queries.rows import key_of
from crm.settings import today
from crm.text import fold
from crm.vocabulary import RecordKind


def drop_what_is_gone(
    session: Session, kind: RecordKind, identity: int, before: Contact, now: Contact
) -> None:
    """Take from a record the ways to reach, tags and note that its card had and has no more.

    `before` is the card that the book would write, `now` the one that came back. A role that is
    not on it any more has ended. Only the first counts, for many telephones know no other.
    """
    dropped = reaches_of(before) - reaches_of(now)
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
    if before.preserved and not now.preserved:
        _drop_preserved(session, kind, identity)
    if isinstance(before, PersonRecord) and isinstance(now, PersonRecord):
        for place in before.memberships[:1]:
            if _named(place) not in map(_named, now.memberships):
                _end(session, identity, place)


def _named(place: MembershipRecord) -> tuple[str, str]:
    return fold(place.organisation), fold(place.role)


def _end(session: Session, identity: int, place: MembershipRecord) -> None:
    """Let a role be over since yesterday, as the card does not have it today."""
    statement = (
        select(Membership, col(Organisation.name), col(Post.name))
        .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .where(col(Membership.person_id) == identity)
    )
    day = today()
    for membership, organisation, post in session.execute(statement).all():
        role = membership.role or post or ""
        is_present = in_force(membership.start_date, membership.end_date, day)
        if is_present and (fold(organisation), fold(role)) == _named(place):
            last = max(membership.start_date or "", (day - timedelta(days=1)).isoformat())
            end_membership(session, key_of(membership), last)


def _drop_preserved(session: Session, kind: RecordKind, identity: int) -> None:
    """Take off the lines that only cards have: the import replaces them, but not by none."""
    owner = owner_column(PreservedProperty, kind)
    for line in session.scalars(select(PreservedProperty).where(owner == identity)):
        session.delete(line)
    session.flush()


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
