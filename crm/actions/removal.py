"""Take a person or organisation out of everything that belongs to it or mentions it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from crm.actions.versions import touch
from crm.models import (
    Assessment,
    CollaborationOrganisation,
    ContactDetail,
    ContactListMember,
    DistinctPair,
    Document,
    FollowUp,
    Identifier,
    ImportDecision,
    OtherName,
    Participant,
    PreservedProperty,
    RecordSource,
    Relationship,
    Statement,
    Tagging,
)
from crm.models.base import Row
from crm.queries.kinds import owner_column
from crm.vocabulary import RecordKind

BELONGINGS: dict[RecordKind, tuple[type[Row], ...]] = {
    RecordKind.PERSON: (
        ContactDetail, OtherName, Tagging, ContactListMember, Assessment,
        RecordSource, ImportDecision, PreservedProperty,
    ),
    RecordKind.ORGANISATION: (
        ContactDetail, OtherName, Tagging, ContactListMember, Assessment,
        RecordSource, ImportDecision, PreservedProperty, Identifier, Document,
        CollaborationOrganisation,
    ),
}  # fmt: skip
"""The rows that are a person's or an organisation's alone."""


def remove_belongings(session: Session, kind: RecordKind, identities: Sequence[int]) -> None:
    """Delete what is the records' alone: names, contact details, tags, links, assessments …"""
    for model in BELONGINGS[kind]:
        for row in session.exec(select(model).where(owner_column(model, kind).in_(identities))):
            session.delete(row)
    columns = [getattr(Relationship, f"{end}_{kind}_id") for end in ("from", "to")]
    ends = [column.in_(identities) for column in columns]
    for link in session.exec(select(Relationship).where(or_(*ends))):
        session.delete(link)
    for pair in session.exec(select(DistinctPair).where(is_of_pair(kind, identities))):
        session.delete(pair)
    session.flush()


def is_of_pair(kind: RecordKind, identities: Sequence[int]) -> ColumnElement[bool]:
    """Restrict to the pairs that any of the records is one of."""
    columns = (col(DistinctPair.first_id), col(DistinctPair.second_id))
    mentioned = or_(*(column.in_(identities) for column in columns))
    return (col(DistinctPair.kind) == kind) & mentioned


def forget_mentions(session: Session, kind: RecordKind, identities: Sequence[int]) -> None:
    """Empty records out of what others share: interactions, statements and follow-ups.

    A participant that was a person for an organisation goes with the person; without the
    organisation the person stays, with its name as it was on the day.
    """
    column = owner_column(Participant, kind)
    for participant in session.exec(select(Participant).where(column.in_(identities))):
        if kind == RecordKind.PERSON or participant.person_id is None:
            session.delete(participant)
        else:
            participant.organisation_id = None
            session.add(participant)
    for model in (Statement, FollowUp):
        mentioned = owner_column(model, kind).in_(identities)
        for row in session.exec(select(model).where(mentioned)):
            setattr(row, f"{kind}_id", None)
            session.add(row)
            if isinstance(row, FollowUp):
                touch(session, row)
    session.flush()
