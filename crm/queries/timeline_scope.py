"""Whose timeline is asked for, which rows belong on it, and in which order they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    FollowUp,
    Interaction,
    InteractionTopic,
    Participant,
    Statement,
)
from crm.queries.collaborations import collaborating
from crm.queries.fetching import among
from crm.queries.interactions import attended_by, on_topic
from crm.queries.periods import TextColumn
from crm.queries.records import TimelineEntry
from crm.queries.topics import topic_and_narrower
from crm.vocabulary import RecordKind

SCOPED_KINDS = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.TOPIC,
    RecordKind.COLLABORATION,
)


class Strand(IntEnum):
    """The sorts of entries; of one day those with the higher number count as later."""

    ROLE_ENDED = 0
    ROLE_BEGAN = 1
    PROMISED = 2
    KEPT = 3
    AGREED = 4
    INTERACTION = 5


class Position(NamedTuple):
    """Where an entry stands on a timeline; of two, the greater one is the newer."""

    date: str
    strand: Strand
    id: int


class Named(NamedTuple):
    """Somebody or something that an entry names, and the reference of it if it is a record."""

    text: str
    reference: str


class Placed(NamedTuple):
    """An entry, where it stands, and of an interaction the people and topics that it names."""

    position: Position
    entry: TimelineEntry
    people: Sequence[Named] = ()
    topics: Sequence[Named] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose timeline it is, what it is narrowed to, and how much of it is wanted.

    Only what is older than `before` is wanted, where that is given; `parts` are the organisations
    under an organisation that are taken in.
    """

    kind: RecordKind
    id: int
    start: str | None = None
    end: str | None = None
    topic: int | None = None
    limit: int | None = None
    before: Position | None = None
    parts: Sequence[int] = ()

    def concerns(self, organisation: Mapped[Any]) -> ColumnElement[bool]:
        """Ask that a column names the organisation or one of its parts."""
        return (
            among(organisation, [self.id, *self.parts]) if self.parts else organisation == self.id
        )

    def older(
        self, strand: Strand, date: TextColumn, identity: Mapped[int | None]
    ) -> list[ColumnElement[bool]]:
        """Ask for rows of a strand that stand after the position."""
        if self.before is None:
            return []
        if strand > self.before.strand:
            return [date < self.before.date]
        if strand < self.before.strand:
            return [date <= self.before.date]
        same_day = or_(date < self.before.date, identity < self.before.id)
        return [date <= self.before.date, same_day]


def interactions_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Ask for the interactions on a timeline."""
    conditions = [] if scope.topic is None else [on_topic(scope.topic)]
    if scope.kind is RecordKind.TOPIC:
        return [*conditions, on_topic(scope.id)]
    if scope.kind is RecordKind.COLLABORATION:
        return [*conditions, _evidence_of(scope.id)]
    return [*conditions, attended_by(participants_in(scope))]


def participants_in(scope: Scope) -> ColumnElement[bool]:
    """Ask for the participants who stand for the person or organisation of a timeline."""
    if scope.kind is RecordKind.PERSON:
        return col(Participant.person_id) == scope.id
    return scope.concerns(col(Participant.organisation_id))


def statements_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Ask for what was said by whom, or on what, a timeline is about."""
    topics = [topic for topic in (scope.topic, _own_topic(scope)) if topic is not None]
    conditions: list[ColumnElement[bool]] = [
        col(Statement.topic_id).in_(topic_and_narrower(topic)) for topic in topics
    ]
    if scope.kind is RecordKind.PERSON:
        conditions.append(col(Statement.person_id) == scope.id)
    if scope.kind is RecordKind.ORGANISATION:
        spoke_itself = scope.concerns(col(Statement.organisation_id))
        conditions.append(or_(spoke_itself, _spoke_for(scope)))
    return conditions


def promises_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Ask for the promises on a timeline; with a topic, those made where it was talked about."""
    topics = [topic for topic in (scope.topic, _own_topic(scope)) if topic is not None]
    conditions: list[ColumnElement[bool]] = [
        col(FollowUp.interaction_id).in_(
            select(InteractionTopic.interaction_id).where(
                col(InteractionTopic.topic_id).in_(topic_and_narrower(topic))
            )
        )
        for topic in topics
    ]
    if scope.kind is RecordKind.PERSON:
        conditions.append(col(FollowUp.person_id) == scope.id)
    if scope.kind is RecordKind.ORGANISATION:
        conditions.append(scope.concerns(col(FollowUp.organisation_id)))
    if scope.kind is RecordKind.COLLABORATION:
        conditions.append(col(FollowUp.collaboration_id) == scope.id)
    return conditions


def collaborations_in(scope: Scope) -> ColumnElement[bool] | None:
    """Ask for the collaborations on a timeline, or None where there are none."""
    if scope.kind is RecordKind.COLLABORATION:
        return col(Collaboration.id) == scope.id
    if scope.kind is RecordKind.ORGANISATION:
        return collaborating(scope.concerns(col(CollaborationOrganisation.organisation_id)))
    return None


def _own_topic(scope: Scope) -> int | None:
    return scope.id if scope.kind is RecordKind.TOPIC else None


def _evidence_of(collaboration_id: int) -> ColumnElement[bool]:
    return col(Interaction.id).in_(
        select(FollowUp.interaction_id).where(
            col(FollowUp.collaboration_id) == collaboration_id,
            col(FollowUp.interaction_id).is_not(None),
        )
    )


def _spoke_for(scope: Scope) -> ColumnElement[bool]:
    """Ask for statements of people who attended for the organisation of a timeline."""
    return (
        select(Participant.id)
        .where(
            and_(
                col(Participant.interaction_id) == col(Statement.interaction_id),
                col(Participant.person_id) == col(Statement.person_id),
                scope.concerns(col(Participant.organisation_id)),
            )
        )
        .correlate(Statement)
        .exists()
    )
