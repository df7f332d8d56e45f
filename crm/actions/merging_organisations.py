"""Merge two organisations that turn out to be one."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from crm.actions.contacts import insert_contact_details
from crm.actions.memberships import same_membership, settle_primary
from crm.actions.merging import (
    check_two,
    hand_over,
    hand_over_shared,
    remove_merged,
    rows_of,
)
from crm.actions.merging_fields import settle_conflicts
from crm.actions.merging_people import fold_membership, fold_participant
from crm.actions.versions import fill_in, joined_notes, touch
from crm.inputs import ContactDetailIn
from crm.models import (
    CollaborationOrganisation,
    Document,
    Identifier,
    Membership,
    Organisation,
    Participant,
    Post,
)
from crm.queries.rows import key_of, require
from crm.text import fold
from crm.vocabulary import Classification, ContactType, RecordKind

KIND = RecordKind.ORGANISATION


def merge_organisations(
    session: Session, keep_id: int, other_id: int, *, prefer: Collection[str] = ()
) -> Organisation:
    """Make two organisations one, and return the one that stays.

    It keeps every membership, post, child, identifier, collaboration, document, participation,
    statement, follow-up, name, contact detail, tag, list, link and assessment of both; fields it
    lacks are filled in from the other, notes are joined. Where both say something else, the one
    that stays decides, save for the fields named in `prefer`; what is not taken stands in the note.
    Errors: `NotFound`, `Invalid` for an organisation with itself and for a field that cannot be
    chosen.
    """
    check_two(session, KIND, keep_id, other_id)
    keep, other = require(session, Organisation, keep_id), require(session, Organisation, other_id)
    settle_conflicts(session, KIND, keep, other, prefer)
    _hand_over_posts(session, keep_id, other_id)
    _hand_over_memberships(session, keep_id, other_id)
    _hand_over_participations(session, keep_id, other_id)
    _hand_over_family(session, keep, other)
    hand_over(
        session, Identifier, KIND, keep_id, other_id, lambda row: (row.scheme, row.identifier)
    )
    hand_over(
        session,
        CollaborationOrganisation,
        KIND,
        keep_id,
        other_id,
        lambda row: row.collaboration_id,
    )
    hand_over(session, Document, KIND, keep_id, other_id, lambda row: (row.title, row.location))
    hand_over_shared(session, KIND, keep, other)
    _fill_in(session, keep, other)
    remove_merged(session, keep, other)
    return keep


def _fill_in(session: Session, keep: Organisation, other: Organisation) -> None:
    if keep.classification == Classification.OTHER:
        keep.classification = other.classification
    fill_in(keep, other, "area", "website", "founding_date", "dissolution_date")
    if other.website and other.website != keep.website:
        second = ContactDetailIn(type=ContactType.LINK, value=other.website)
        insert_contact_details(session, KIND, key_of(keep), [second])


def _hand_over_posts(session: Session, keep_id: int, other_id: int) -> None:
    """Give posts over; two of the same label and role are one seat."""
    known = {_seat(post): post for post in rows_of(session, Post, KIND, keep_id)}
    for post in rows_of(session, Post, KIND, other_id):
        like = known.get(_seat(post))
        if like is None:
            post.organisation_id = keep_id
            touch(session, post)
            continue
        for membership in session.exec(select(Membership).where(Membership.post_id == post.id)):
            membership.post_id = like.id
            session.add(membership)
        like.note = joined_notes(like.note, post.note)
        touch(session, like)
        session.flush()
        session.delete(post)
    session.flush()


def _seat(post: Post) -> tuple[str, str]:
    return (fold(post.name), fold(post.role or ""))


def _hand_over_memberships(session: Session, keep_id: int, other_id: int) -> None:
    """Give memberships over; two of one person that say the same become one."""
    known = rows_of(session, Membership, KIND, keep_id)
    moved = rows_of(session, Membership, KIND, other_id)
    for membership in moved:
        membership.organisation_id = keep_id
        touch(session, membership)
    session.flush()
    people = dict.fromkeys(membership.person_id for membership in moved)
    for membership in moved:
        like = next((row for row in known if _same(row, membership)), None)
        if like is not None:
            fold_membership(session, like, membership)
    for person_id in people:
        settle_primary(session, person_id)


def _same(first: Membership, second: Membership) -> bool:
    return first.person_id == second.person_id and same_membership(first, second)


def _hand_over_participations(session: Session, keep_id: int, other_id: int) -> None:
    """Give participations over; an organisation as a whole takes part in an interaction once."""
    known = {
        row.interaction_id: row
        for row in rows_of(session, Participant, KIND, keep_id)
        if row.person_id is None
    }
    for participant in rows_of(session, Participant, KIND, other_id):
        like = known.get(participant.interaction_id) if participant.person_id is None else None
        participant.organisation_id = keep_id
        session.add(participant)
        if like is not None:
            fold_participant(session, like, participant)
    session.flush()


def _hand_over_family(session: Session, keep: Organisation, other: Organisation) -> None:
    """Give children and parent over so that nobody becomes their own ancestor."""
    keep_id, other_id = key_of(keep), key_of(other)
    if other_id in ancestors(session, keep) or keep.parent_id is None:
        above = ancestors(session, other)
        keep.parent_id = None if keep_id in above else other.parent_id
    children = select(Organisation).where(col(Organisation.parent_id) == other_id)
    for child in session.exec(children).all():
        child.parent_id = keep_id
        touch(session, child)
    other.parent_id = None
    session.add(keep)
    session.flush()


def ancestors(session: Session, organisation: Organisation) -> list[int]:
    """Return the ids of the organisations above one, nearest first."""
    above: list[int] = []
    parent_id = organisation.parent_id
    while parent_id is not None and parent_id not in above:
        above.append(parent_id)
        parent_id = session.get_one(Organisation, parent_id).parent_id
    return above
