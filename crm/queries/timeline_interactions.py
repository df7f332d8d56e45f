"""The interactions on a timeline: who took part, on which topics, and what was said."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from crm.models import Interaction, InteractionTopic, Participant, Person, Topic
from crm.queries.belongings import gathered
from crm.queries.interactions import statements_of
from crm.queries.kinds import batched
from crm.queries.periods import overlaps
from crm.queries.records import StatementRecord, TimelineEntry
from crm.queries.timeline_scope import (
    Named,
    Placed,
    Position,
    Scope,
    Strand,
    interactions_in,
    participants_in,
    statements_in,
)
from crm.vocabulary import RecordKind, reference


def interaction_entries(session: Session, scope: Scope) -> Iterator[Placed]:
    """Yield the newest interactions on a timeline, in no order of their own."""
    statement = (
        select(Interaction.id)
        .where(
            *interactions_in(scope),
            *overlaps(col(Interaction.starts_at), col(Interaction.ends_at), scope.start, scope.end),
            *scope.older(Strand.INTERACTION, col(Interaction.starts_at), col(Interaction.id)),
        )
        .order_by(col(Interaction.starts_at).desc(), col(Interaction.id).desc())
        .limit(scope.limit)
    )
    ids = [found for found in session.exec(statement) if found is not None]
    for piece in batched(ids):
        yield from _entries(session, scope, piece)


def _entries(session: Session, scope: Scope, ids: Sequence[int]) -> Iterator[Placed]:
    people, topics = _present_at(session, scope, ids), _topics_at(session, ids)
    statements = statements_of(session, ids, *statements_in(scope))
    for interaction in session.exec(select(Interaction).where(col(Interaction.id).in_(ids))):
        key = interaction.id or 0
        position = Position(interaction.starts_at, Strand.INTERACTION, key)
        entry = _entry(interaction, people[key], topics[key], statements[key])
        yield Placed(position, entry, people[key], topics[key])


def _entry(
    interaction: Interaction,
    people: list[Named],
    topics: list[Named],
    statements: list[StatementRecord],
) -> TimelineEntry:
    interaction_id = interaction.id or 0
    return TimelineEntry(
        kind=interaction.kind,
        id=interaction_id,
        reference=reference(RecordKind.INTERACTION, interaction_id),
        date=interaction.starts_at,
        title=interaction.subject,
        detail=", ".join(dict.fromkeys(one.text for one in people)),
        topics=[topic.text for topic in topics],
        statements=statements,
    )


def _present_at(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, list[Named]]:
    """Say of each interaction who took part: of a person, in which role and for whom."""
    statement = (
        select(Participant, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.interaction_id).in_(ids))
        .order_by(col(Participant.id))
    )
    if scope.kind in (RecordKind.PERSON, RecordKind.ORGANISATION):
        statement = statement.where(participants_in(scope))
    return gathered(
        (row.interaction_id, Named(_present(row, name, scope), _stands_for(row, scope)))
        for row, name in session.exec(statement)
    )


def _topics_at(session: Session, ids: Sequence[int]) -> dict[int, list[Named]]:
    """Return the topics of each interaction, in Swedish order."""
    statement = (
        select(InteractionTopic.interaction_id, Topic)
        .join(Topic, col(Topic.id) == col(InteractionTopic.topic_id))
        .where(col(InteractionTopic.interaction_id).in_(ids))
        .order_by(col(Topic.sort_key))
    )
    return gathered(
        (key, Named(topic.name, reference(RecordKind.TOPIC, topic.id or 0)))
        for key, topic in session.exec(statement)
    )


def _present(participant: Participant, name: str | None, scope: Scope) -> str:
    role, organisation = participant.role, participant.organisation_name or ""
    if scope.kind is RecordKind.PERSON:
        return ", ".join(filter(None, [role, organisation]))
    if name is None:
        return organisation
    standing = ", ".join(filter(None, [role, organisation if scope.parts else ""]))
    return f"{name} ({standing})" if standing else name


def _stands_for(participant: Participant, scope: Scope) -> str:
    """Return the reference of who is named: of a person's own part, the organisation."""
    if participant.person_id is not None and scope.kind is not RecordKind.PERSON:
        return reference(RecordKind.PERSON, participant.person_id)
    if participant.organisation_id is not None:
        return reference(RecordKind.ORGANISATION, participant.organisation_id)
    return ""
