"""What somebody has said, by topic, and who has spoken on a topic; newest first.

Each statement is found by an index from whom or what is asked about, so that nothing here grows
with the book.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from crm.models import Interaction, Organisation, Participant, Person, Statement, Topic
from crm.queries.belongings import gathered
from crm.queries.fetching import among
from crm.queries.lines.shapes import link
from crm.queries.records import Link
from crm.queries.topics import topic_and_narrower
from crm.vocabulary import RecordKind


class Said(TypedDict):
    """A statement with the interaction it was made in, and the day of that."""

    id: int
    speaker: Link | None
    stance: str | None
    text: str
    interaction: Link
    date: str


class SaidOnTopic(TypedDict):
    """The newest statements on a topic, or on none, and how many there are."""

    topic: Link | None
    count: int
    statements: list[Said]


class Voice(TypedDict):
    """Who has spoken on a topic, for whom that day, how often, and what was said last."""

    speaker: Link
    kind: RecordKind
    organisation: Link | None
    count: int
    stance: str | None
    text: str
    interaction: Link
    date: str


class LastSaid(NamedTuple):
    """The last statement that was read, to go on after it."""

    moment: str
    id: int


def said_by_topic(
    session: Session, kind: RecordKind, identities: Sequence[int], *, each: int, topics: int
) -> list[SaidOnTopic]:
    """Return what people or organisations have said: of the latest topics, the latest statements.

    An organisation has said what it said as a whole, and what those said who attended for it.
    """
    by_topic = _ids_by_topic(session, _said_by(kind, identities))
    latest = sorted(by_topic, key=lambda topic: topic is None)[:topics]
    ids = [key for topic in latest for key in by_topic[topic][:each]]
    found = session.execute(_statements().where(among(col(Statement.id), ids)))
    said = {row[0].id: _said(row) for row in found}
    return [
        SaidOnTopic(
            topic=said[by_topic[topic][0]][1],
            count=len(by_topic[topic]),
            statements=[said[key][0] for key in by_topic[topic][:each]],
        )
        for topic in latest
    ]


def _ids_by_topic(session: Session, condition: ColumnElement[bool]) -> dict[int | None, list[int]]:
    """Return the statements on each topic, newest first, the topic of the newest before others.

    To number and count them takes SQLite four times as long as to give the ids of all.
    """
    statement = (
        select(col(Statement.topic_id), col(Statement.id))
        .join(Interaction, col(Interaction.id) == col(Statement.interaction_id))
        .where(condition)
        .order_by(*_newest_first())
    )
    cursor: Any = session.connection().execute(statement).cursor
    return gathered(cursor)


def said_on(
    session: Session,
    kind: RecordKind,
    identities: Sequence[int],
    topic: int | None,
    *,
    after: LastSaid | None = None,
    limit: int,
) -> list[Said]:
    """Return the newest statements on a topic, or on none, or those older than `after`."""
    statement = (
        _statements()
        .where(_said_by(kind, identities), col(Statement.topic_id).is_not_distinct_from(topic))
        .order_by(*_newest_first())
        .limit(limit)
    )
    if after is not None:
        moment = col(Interaction.starts_at)
        earlier = and_(moment == after.moment, col(Statement.id) < after.id)
        statement = statement.where(or_(moment < after.moment, earlier))
    return [_said(row)[0] for row in session.execute(statement)]


def voices_on(session: Session, topic: int, *, limit: int) -> list[Voice]:
    """Return who has spoken on a topic or on one under it, those who spoke last first."""
    newest = _newest_first()
    speaker = [col(Statement.person_id), col(Statement.organisation_id)]
    ranked = (
        select(
            col(Statement.id).label("id"),
            func.row_number().over(partition_by=speaker, order_by=newest).label("place"),
            func.count().over(partition_by=speaker).label("count"),
        )
        .join(Interaction, col(Interaction.id) == col(Statement.interaction_id))
        .where(
            col(Statement.topic_id).in_(topic_and_narrower(topic)),
            or_(col(Statement.person_id).is_not(None), col(Statement.organisation_id).is_not(None)),
        )
        .subquery()
    )
    statement = (
        _statements()
        .add_columns(
            ranked.c.count,
            col(Participant.organisation_id),
            col(Participant.organisation_name),
        )
        .join(ranked, ranked.c.id == col(Statement.id))
        .outerjoin(
            Participant,
            and_(
                col(Participant.interaction_id) == col(Statement.interaction_id),
                col(Participant.person_id) == col(Statement.person_id),
            ),
        )
        .where(ranked.c.place == 1)
        .order_by(*newest)
        .limit(limit)
    )
    return [
        _voice(row, count, link(organisation, name))
        for *row, count, organisation, name in session.execute(statement)
    ]


def _newest_first() -> list[ColumnElement[Any]]:
    return [col(Interaction.starts_at).desc(), col(Statement.id).desc()]


def _said_by(kind: RecordKind, identities: Sequence[int]) -> ColumnElement[bool]:
    if kind is RecordKind.PERSON:
        return among(col(Statement.person_id), identities)
    attended_for = (
        select(col(Statement.id))
        .join(
            Participant,
            and_(
                col(Participant.interaction_id) == col(Statement.interaction_id),
                col(Participant.person_id) == col(Statement.person_id),
            ),
        )
        .where(among(col(Participant.organisation_id), identities))
    )
    as_a_whole = select(col(Statement.id)).where(among(col(Statement.organisation_id), identities))
    return col(Statement.id).in_(as_a_whole.union(attended_for))


def _statements() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Statement,
            col(Person.name),
            col(Organisation.name),
            col(Topic.name),
            col(Interaction.subject),
            col(Interaction.starts_at),
        )
        .join(Interaction, col(Interaction.id) == col(Statement.interaction_id))
        .outerjoin(Person, col(Person.id) == col(Statement.person_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Statement.organisation_id))
        .outerjoin(Topic, col(Topic.id) == col(Statement.topic_id))
    )


def _said(row: Sequence[Any]) -> tuple[Said, Link | None]:
    statement, person, organisation, topic, subject, moment = row
    said = Said(
        id=statement.id,
        speaker=link(statement.person_id, person) or link(statement.organisation_id, organisation),
        stance=statement.stance,
        text=statement.text,
        interaction=Link(id=statement.interaction_id, name=subject),
        date=moment,
    )
    return said, link(statement.topic_id, topic)


def _voice(row: Sequence[Any], count: int, organisation: Link | None) -> Voice:
    said, _topic = _said(row)
    is_person = row[0].person_id is not None
    speaker = said["speaker"]
    assert speaker is not None
    return Voice(
        speaker=speaker,
        kind=RecordKind.PERSON if is_person else RecordKind.ORGANISATION,
        organisation=organisation,
        count=count,
        stance=said["stance"],
        text=said["text"],
        interaction=said["interaction"],
        date=said["date"],
    )
