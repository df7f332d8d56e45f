"""Whose timeline is asked for, and which rows belong on it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from crm.models import (
    Collaboration,
    FollowUp,
    Interaction,
    InteractionTopic,
    Participant,
    Statement,
)
from crm.queries.collaborations import with_organisation
from crm.queries.interactions import attended_by, on_topic
from crm.queries.topics import topic_and_narrower
from crm.vocabulary import RecordKind

SCOPED_KINDS = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.TOPIC,
    RecordKind.COLLABORATION,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose timeline it is, what it is narrowed to, and how much of it is wanted."""

    kind: RecordKind
    id: int
    start: str | None
    end: str | None
    topic: int | None
    limit: int | None


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
    return col(Participant.organisation_id) == scope.id


def statements_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Ask for what was said by whom, or on what, a timeline is about."""
    topics = [topic for topic in (scope.topic, _own_topic(scope)) if topic is not None]
    conditions: list[ColumnElement[bool]] = [
        col(Statement.topic_id).in_(topic_and_narrower(topic)) for topic in topics
    ]
    if scope.kind is RecordKind.PERSON:
        conditions.append(col(Statement.person_id) == scope.id)
    if scope.kind is RecordKind.ORGANISATION:
        conditions.append(or_(col(Statement.organisation_id) == scope.id, _spoke_for(scope.id)))
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
    owners = {
        RecordKind.PERSON: col(FollowUp.person_id),
        RecordKind.ORGANISATION: col(FollowUp.organisation_id),
        RecordKind.COLLABORATION: col(FollowUp.collaboration_id),
    }
    if scope.kind in owners:
        conditions.append(owners[scope.kind] == scope.id)
    return conditions


def collaborations_in(scope: Scope) -> ColumnElement[bool] | None:
    """Ask for the collaborations on a timeline, or None where there are none."""
    if scope.kind is RecordKind.COLLABORATION:
        return col(Collaboration.id) == scope.id
    if scope.kind is RecordKind.ORGANISATION:
        return with_organisation(scope.id)
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


def _spoke_for(organisation_id: int) -> ColumnElement[bool]:
    """Ask for statements of people who attended for an organisation."""
    return (
        select(Participant.id)
        .where(
            and_(
                col(Participant.interaction_id) == col(Statement.interaction_id),
                col(Participant.person_id) == col(Statement.person_id),
                col(Participant.organisation_id) == organisation_id,
            )
        )
        .correlate(Statement)
        .exists()
    )
