"""What people said last on each topic."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from crm.models import Interaction, InteractionTopic, Organisation, Person, Statement, Topic
from crm.queries.lines.shapes import link
from crm.queries.records import Link, SaidRecord
from crm.queries.speakers import name_on_the_day

MOST_STATEMENTS = 500
"""How many of the latest statements are looked through for the last on each topic."""


def last_said(
    session: Session,
    people: Sequence[int],
    organisations: Sequence[int],
    *,
    before: str | None = None,
    first: int | None = None,
) -> list[SaidRecord]:
    """Return what each of these people, or organisations as a whole, said last on each topic.

    Topics come in Swedish order, those of the interaction `first` before all others; on a topic
    the latest comes first. `before` is a moment (ISO), or None for whatever was said.
    """
    statement = _statements(people, organisations, before).limit(MOST_STATEMENTS)
    latest: dict[tuple[Any, Any, Any], Any] = {}
    for row in session.execute(statement):
        said = row.Statement
        latest.setdefault((said.topic_id, said.person_id, said.organisation_id), row)
    wanted = _topics_of(session, first)
    ordered = sorted(latest.values(), key=lambda row: _place(row, wanted))
    return [_record(row) for row in ordered]


def _statements(people: Sequence[int], organisations: Sequence[int], before: str | None) -> Any:
    """Select statements, the latest first."""
    speaker = or_(
        col(Statement.person_id).in_(people),
        col(Statement.person_id).is_(None) & col(Statement.organisation_id).in_(organisations),
    )
    earlier = [] if before is None else [col(Interaction.starts_at) < before]
    return (
        select(
            Statement,
            col(Person.name).label("person"),
            func.coalesce(name_on_the_day(), col(Organisation.name)).label("organisation"),
            col(Topic.name).label("topic"),
            col(Topic.sort_key).label("topic_key"),
            col(Interaction.subject).label("subject"),
            col(Interaction.starts_at).label("starts_at"),
        )
        .join(Interaction, col(Interaction.id) == col(Statement.interaction_id))
        .outerjoin(Person, col(Person.id) == col(Statement.person_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Statement.organisation_id))
        .outerjoin(Topic, col(Topic.id) == col(Statement.topic_id))
        .where(speaker, *earlier)
        .order_by(col(Interaction.starts_at).desc(), col(Statement.id).desc())
    )


def _topics_of(session: Session, interaction_id: int | None) -> set[int]:
    statement = select(col(InteractionTopic.topic_id)).where(
        col(InteractionTopic.interaction_id) == interaction_id
    )
    return set(session.scalars(statement)) if interaction_id is not None else set()


def _place(row: Any, wanted: set[int]) -> tuple[bool, bool, str]:
    topic = row.Statement.topic_id
    return topic not in wanted, topic is None, row.topic_key or ""


def _record(row: Any) -> SaidRecord:
    said = row.Statement
    speaker = link(said.person_id, row.person) or link(said.organisation_id, row.organisation)
    return SaidRecord(
        topic=link(said.topic_id, row.topic),
        speaker=speaker,
        stance=said.stance,
        text=said.text,
        date=row.starts_at,
        interaction=Link(id=said.interaction_id, name=row.subject),
    )
