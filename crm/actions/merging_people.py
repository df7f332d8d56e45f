"""Merge two people who turn out to be one."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from crm.actions.memberships import same_membership, settle_primary
from crm.actions.merging import (
    check_two,
    hand_over_contact_details,
    hand_over_shared,
    remove_merged,
    rows_of,
)
from crm.actions.merging_fields import settle_conflicts
from crm.actions.versions import fill_in, joined_notes, touch
from crm.models import Membership, Participant, Person
from crm.queries.rows import key_of, require
from crm.vocabulary import Attendance, RecordKind


def merge_people(
    session: Session, keep_id: int, other_id: int, *, prefer: Collection[str] = ()
) -> Person:
    """Make two people one, and return the one that stays.

    It keeps every membership, participation, statement, follow-up, name, contact detail, tag,
    list, link and assessment of both; fields it lacks are filled in from the other, notes are
    joined. Where both say something else, the one that stays decides, save for the fields named in
    `prefer`; what is not taken stands in the note. Errors: `NotFound`, `Invalid` for a person with
    themselves and for a field that cannot be chosen.
    """
    check_two(session, RecordKind.PERSON, keep_id, other_id)
    keep, other = require(session, Person, keep_id), require(session, Person, other_id)
    settle_conflicts(session, RecordKind.PERSON, keep, other, prefer)
    hand_over_memberships(session, keep_id, other_id)
    _hand_over_participations(session, keep_id, other_id)
    hand_over_shared(session, RecordKind.PERSON, keep, other)
    fill_in(keep, other, "given_name", "family_name", "honorific_prefix", "language")
    remove_merged(session, keep, other)
    settle_primary(session, keep_id)
    return keep


def hand_over_memberships(session: Session, keep_id: int, other_id: int) -> None:
    """Give the memberships of one person to another, those that say the same once."""
    known = rows_of(session, Membership, RecordKind.PERSON, keep_id)
    for membership in rows_of(session, Membership, RecordKind.PERSON, other_id):
        membership.primary = membership.primary and not any(row.primary for row in known)
        membership.person_id = keep_id
        touch(session, membership)
        session.flush()
        like = next((row for row in known if same_membership(row, membership)), None)
        if like is not None:
            fold_membership(session, like, membership)


def fold_membership(session: Session, like: Membership, membership: Membership) -> None:
    """Let one of two memberships that say the same stand for both."""
    kept, gone = key_of(like), key_of(membership)
    like.role = like.role or membership.role
    like.note = joined_notes(like.note, membership.note)
    like.primary = like.primary or membership.primary
    hand_over_contact_details(session, RecordKind.MEMBERSHIP, kept, gone)
    mentions = select(Participant).where(col(Participant.membership_id) == gone)
    for participant in session.exec(mentions):
        participant.membership_id = kept
        session.add(participant)
    touch(session, like)
    session.flush()
    session.delete(membership)
    session.flush()


def _hand_over_participations(session: Session, keep_id: int, other_id: int) -> None:
    """Give participations over; somebody takes part in one interaction once."""
    kind = RecordKind.PERSON
    known = {row.interaction_id: row for row in rows_of(session, Participant, kind, keep_id)}
    for participant in rows_of(session, Participant, kind, other_id):
        like = known.get(participant.interaction_id)
        if like is None:
            participant.person_id = keep_id
            session.add(participant)
        else:
            fold_participant(session, like, participant)
    session.flush()


def fold_participant(session: Session, like: Participant, participant: Participant) -> None:
    """Let one of two participants of an interaction stand for both."""
    if like.organisation_id in (None, participant.organisation_id):
        fields = ("organisation_id", "organisation_name", "membership_id", "role")
        fill_in(like, participant, *fields)
    fill_in(like, participant, "function")
    if participant.attendance == Attendance.ATTENDED:
        like.attendance = participant.attendance
    session.add(like)
    session.flush()
    session.delete(participant)
    session.flush()
