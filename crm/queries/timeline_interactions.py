"""The interactions on a timeline: who took part, on which topics, and what was said."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from crm.models import Interaction, Participant, Person
from crm.queries.interactions import statements_of, topic_names
from crm.queries.kinds import batched
from crm.queries.periods import overlaps
from crm.queries.records import StatementRecord, TimelineEntry
from crm.queries.rows import listed
from crm.queries.timeline_scope import Scope, interactions_in, participants_in, statements_in
from crm.vocabulary import RecordKind, reference


def interaction_entries(session: Session, scope: Scope) -> Iterator[TimelineEntry]:
    """Yield the newest interactions on a timeline, in no order of their own."""
    statement = (
        select(Interaction.id)
        .where(
            *interactions_in(scope),
            *overlaps(col(Interaction.starts_at), col(Interaction.ends_at), scope.start, scope.end),
        )
        .order_by(col(Interaction.starts_at).desc(), col(Interaction.id).desc())
        .limit(scope.limit)
    )
    ids = [found for found in session.exec(statement) if found is not None]
    for piece in batched(ids):
        yield from _entries(session, scope, piece)


def _entries(session: Session, scope: Scope, ids: Sequence[int]) -> Iterator[TimelineEntry]:
    details = _who(session, scope, ids)
    topics = topic_names(session, ids)
    statements = statements_of(session, ids, *statements_in(scope))
    for interaction in session.exec(select(Interaction).where(col(Interaction.id).in_(ids))):
        key = interaction.id or 0
        yield _entry(interaction, details[key], topics[key], statements[key])


def _entry(
    interaction: Interaction,
    details: list[str],
    topics: list[str],
    statements: list[StatementRecord],
) -> TimelineEntry:
    interaction_id = interaction.id or 0
    return TimelineEntry(
        kind=interaction.kind,
        id=interaction_id,
        reference=reference(RecordKind.INTERACTION, interaction_id),
        date=interaction.starts_at,
        title=interaction.subject,
        detail=", ".join(details),
        topics=topics,
        statements=statements,
    )


def _who(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, list[str]]:
    """Say of each interaction who took part: of a person, in which role and for whom."""
    statement = (
        select(Participant, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.interaction_id).in_(ids))
        .order_by(col(Participant.id))
    )
    if scope.kind in (RecordKind.PERSON, RecordKind.ORGANISATION):
        statement = statement.where(participants_in(scope))
    own = scope.kind is RecordKind.PERSON
    rows = session.exec(statement)
    return listed(((row.interaction_id, _present(row, name, own)) for row, name in rows), ids)


def _present(participant: Participant, name: str | None, own: bool) -> str:
    role, organisation = participant.role, participant.organisation_name or ""
    if own:
        return ", ".join(filter(None, [role, organisation]))
    if name is None:
        return organisation
    return f"{name} ({role})" if role else name
