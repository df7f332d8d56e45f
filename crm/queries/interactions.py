"""What happened between us and them: one interaction, and lists of them."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from crm.models import (
    Interaction,
    InteractionTopic,
    Organisation,
    Participant,
    Person,
    Statement,
    Tagging,
    Topic,
)
from crm.queries.belongings import gathered
from crm.queries.conditions import fitting
from crm.queries.fetching import beneath, chosen, fetched_once
from crm.queries.follow_ups import list_follow_ups
from crm.queries.lines.interactions import interaction_lines
from crm.queries.lines.shapes import link
from crm.queries.orders import Order, ids_in_order, order_by
from crm.queries.periods import overlaps
from crm.queries.records import (
    InteractionRecord,
    InteractionRow,
    Link,
    ParticipantRecord,
    StatementRecord,
)
from crm.queries.rows import key_of, require, tags_of
from crm.queries.speakers import name_on_the_day
from crm.queries.threads import threads_of
from crm.queries.topics import topic_and_narrower
from crm.text import clean_line
from crm.vocabulary import InteractionStatus, RecordKind

NEWEST_FIRST = Order("starts_at", descending=True)

_SAID = (
    columns(
        *(col(Statement.interaction_id), col(Statement.person_id), col(Person.name)),
        col(Statement.organisation_id),
        func.coalesce(name_on_the_day(), col(Organisation.name)),
        *(col(Statement.topic_id), col(Topic.name), col(Statement.stance), col(Statement.text)),
    )
    .outerjoin(Person, col(Person.id) == col(Statement.person_id))
    .outerjoin(Organisation, col(Organisation.id) == col(Statement.organisation_id))
    .outerjoin(Topic, col(Topic.id) == col(Statement.topic_id))
    .where(chosen(col(Statement.interaction_id)))
    .order_by(col(Statement.id))
)


class InteractionFilters(TypedDict, total=False):
    """What a list of interactions may be narrowed to; ids of other records, words, dates.

    `where` is a condition as in `crm.where`.
    """

    person: int | None
    organisation: int | None
    topic: int | None
    kind: str | None
    status: str | None
    start: str | None
    end: str | None
    where: str | None


def interaction_ids(
    session: Session,
    *,
    limit: int | None = None,
    order: Order | None = None,
    **filters: Unpack[InteractionFilters],
) -> Sequence[int]:
    """Return the ids of the interactions that fit, newest first or in another `order`.

    `organisation` takes those where somebody attended for it, `topic` those on a narrower topic
    too; `start` and `end` are partial dates. Errors: `Invalid` for a date that cannot be,
    `UsageError` where `where` is no condition.
    """
    statement = (
        select(Interaction.id)
        .where(*_conditions(session, filters))
        .order_by(*order_by(RecordKind.INTERACTION, order or NEWEST_FIRST))
        .limit(limit)
    )
    return ids_in_order(session, statement)


def list_interactions(
    session: Session, *, limit: int | None = None, **filters: Unpack[InteractionFilters]
) -> list[InteractionRow]:
    """Return the interactions that fit, as `interaction_ids` orders them."""
    return interaction_rows(session, interaction_ids(session, limit=limit, **filters))


def interaction_rows(session: Session, ids: Sequence[int]) -> list[InteractionRow]:
    """Return the interactions with these ids in the same order, without those that have gone."""
    return interaction_lines(beneath(session), ids)


def get_interaction(session: Session, interaction_id: int) -> InteractionRecord:
    """Return an interaction whole, everybody in the role held on that day; errors: `NotFound`."""
    interaction = require(session, Interaction, interaction_id)
    return InteractionRecord(
        id=interaction_id,
        uid=interaction.uid,
        kind=interaction.kind,
        status=interaction.status,
        subject=interaction.subject,
        starts_at=interaction.starts_at,
        ends_at=interaction.ends_at,
        place=interaction.place,
        details=interaction.details,
        atmosphere=interaction.atmosphere,
        reference=interaction.reference,
        source=interaction.source,
        topics=_topics(session, interaction_id),
        participants=_participants(session, interaction_id),
        statements=statements_of(session, [interaction_id])[interaction_id],
        follow_ups=list_follow_ups(session, interaction=interaction_id),
        thread=threads_of(session, [interaction_id])[interaction_id],
        tags=tags_of(session, col(Tagging.interaction_id), interaction_id),
        custom=dict(interaction.custom),
        created_at=interaction.created_at,
        updated_at=interaction.updated_at,
        version=interaction.version,
    )


def statements_of(
    session: Session, ids: Sequence[int], *conditions: ColumnElement[bool]
) -> dict[int, list[StatementRecord]]:
    """Return what was said in each of these interactions, in the order it was noted.

    An organisation that spoke as a whole is called what it was called on that day.
    """
    return gathered(
        (
            key,
            StatementRecord(
                speaker=link(person, name) or link(organisation, called),
                topic=link(topic, about),
                stance=stance,
                text=text,
            ),
        )
        for key, person, name, organisation, called, topic, about, stance, text in fetched_once(
            session, _SAID.where(*conditions), ids
        )
    )


def on_topic(topic_id: int) -> ColumnElement[bool]:
    """Ask for interactions on a topic or on one under it."""
    return col(Interaction.id).in_(
        select(InteractionTopic.interaction_id).where(
            col(InteractionTopic.topic_id).in_(topic_and_narrower(topic_id))
        )
    )


def was_held() -> ColumnElement[bool]:
    """Ask for interactions that took place, by an expression that no index can serve.

    By the index SQLite would walk through all that were held, or sort them, where another way
    leads to the few that are wanted.
    """
    return col(Interaction.status).concat("") == InteractionStatus.HELD


def attended_by(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask for interactions with a participant that fits."""
    return col(Interaction.id).in_(select(Participant.interaction_id).where(condition))


def _conditions(session: Session, filters: InteractionFilters) -> list[ColumnElement[bool]]:
    conditions = overlaps(
        col(Interaction.starts_at),
        col(Interaction.ends_at),
        filters.get("start"),
        filters.get("end"),
    )
    if (person := filters.get("person")) is not None:
        conditions.append(attended_by(col(Participant.person_id) == person))
    if (organisation := filters.get("organisation")) is not None:
        conditions.append(attended_by(col(Participant.organisation_id) == organisation))
    if (topic := filters.get("topic")) is not None:
        conditions.append(on_topic(topic))
    if (kind := filters.get("kind")) is not None:
        conditions.append(col(Interaction.kind) == clean_line(kind))
    if (status := filters.get("status")) is not None:
        conditions.append(col(Interaction.status) == clean_line(status))
    if where := filters.get("where"):
        conditions.append(fitting(session, RecordKind.INTERACTION, where))
    return conditions


def _topics(session: Session, interaction_id: int) -> list[Link]:
    statement = (
        select(Topic)
        .join(InteractionTopic, col(InteractionTopic.topic_id) == col(Topic.id))
        .where(col(InteractionTopic.interaction_id) == interaction_id)
        .order_by(col(Topic.sort_key))
    )
    return [Link(id=key_of(topic), name=topic.name) for topic in session.exec(statement)]


def _participants(session: Session, interaction_id: int) -> list[ParticipantRecord]:
    statement = (
        select(Participant, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.interaction_id) == interaction_id)
        .order_by(col(Participant.id))
    )
    return [
        ParticipantRecord(
            person=link(participant.person_id, name),
            organisation=link(participant.organisation_id, participant.organisation_name),
            role=participant.role,
            attendance=participant.attendance,
            function=participant.function,
        )
        for participant, name in session.exec(statement)
    ]
