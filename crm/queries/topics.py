"""Topics: one, all of them, and what lies under one."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Label, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from crm.models import InteractionTopic, OtherName, Topic
from crm.queries.kinds import batched
from crm.queries.lines.shapes import link
from crm.queries.records import Link, TopicRecord
from crm.queries.rows import key_of, require, rows_in_order
from crm.text import clean_line, fold


def topic_and_narrower(topic_id: int) -> SelectOfScalar[int]:
    """Select the ids of a topic and of all topics under it, at any depth."""
    tree = select(col(Topic.id)).where(col(Topic.id) == topic_id).cte(recursive=True)
    tree = tree.union(select(col(Topic.id)).where(col(Topic.parent_id) == tree.c.id))
    return select(tree.c.id)


def find_topic(session: Session, name: str) -> int | None:
    """Return the id of the topic with this name or synonym, compared without case and accents."""
    folded = fold(clean_line(name))
    return find_topics(session, [folded]).get(folded)


def find_topics(session: Session, names: Iterable[str]) -> dict[str, int]:
    """Return the ids of the topics with these names or synonyms, by the folded name."""
    found: dict[str, int] = {}
    for some in batched(sorted({fold(clean_line(name)) for name in names})):
        synonyms = (
            select(OtherName.folded_name, OtherName.topic_id)
            .where(col(OtherName.topic_id).is_not(None), col(OtherName.folded_name).in_(some))
            .order_by(col(OtherName.id).desc())
        )
        found |= {name: topic for name, topic in session.exec(synonyms) if topic is not None}
        named = select(Topic.folded_name, Topic.id).where(col(Topic.folded_name).in_(some))
        found |= {name: topic for name, topic in session.exec(named) if topic is not None}
    return found


def get_topic(session: Session, topic_id: int) -> TopicRecord:
    """Return a topic; `interactions` counts those on it or on a topic under it.

    Errors: `NotFound`.
    """
    require(session, Topic, topic_id)
    return topic_rows(session, [topic_id])[0]


def list_topics(session: Session) -> list[TopicRecord]:
    """Return all topics in Swedish order."""
    return topic_rows(session, topic_ids(session))


def topic_ids(session: Session) -> list[int]:
    """Return the ids of all topics in Swedish order."""
    statement = select(Topic.id).order_by(col(Topic.sort_key), col(Topic.id))
    return [found for found in session.exec(statement) if found is not None]


def topic_rows(session: Session, ids: Sequence[int]) -> list[TopicRecord]:
    """Return the topics with these ids in the same order, without those that have gone."""
    return rows_in_order(session, ids, _load)


def _load(session: Session, ids: Sequence[int]) -> list[TopicRecord]:
    wider = aliased(Topic)
    statement = (
        select(Topic, col(wider.name))
        .outerjoin(wider, col(wider.id) == col(Topic.parent_id))
        .where(col(Topic.id).in_(ids))
    )
    synonyms, children = _synonyms(session, ids), _children(session, ids)
    counts = _interaction_counts(session, ids)
    return [
        TopicRecord(
            id=key_of(topic),
            uid=topic.uid,
            name=topic.name,
            synonyms=synonyms[key_of(topic)],
            parent=link(topic.parent_id, parent),
            children=children[key_of(topic)],
            note=topic.note,
            interactions=counts.get(key_of(topic), 0),
            version=topic.version,
        )
        for topic, parent in session.exec(statement)
    ]


def _synonyms(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    statement = (
        select(OtherName)
        .where(col(OtherName.topic_id).in_(ids))
        .order_by(col(OtherName.sort_key), col(OtherName.id))
    )
    found: dict[int, list[str]] = {topic_id: [] for topic_id in ids}
    for synonym in session.exec(statement):
        found[synonym.topic_id or 0].append(synonym.name)
    return found


def _children(session: Session, ids: Sequence[int]) -> dict[int, list[Link]]:
    statement = select(Topic).where(col(Topic.parent_id).in_(ids)).order_by(col(Topic.sort_key))
    found: dict[int, list[Link]] = {topic_id: [] for topic_id in ids}
    for topic in session.exec(statement):
        found[topic.parent_id or 0].append(Link(id=key_of(topic), name=topic.name))
    return found


def _interaction_counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Count the interactions on each topic or on one under it, each interaction once."""
    top: Label[int | None] = col(Topic.id).label("top")
    topic_id: Label[int | None] = col(Topic.id).label("topic_id")
    tree = select(top, topic_id).where(col(Topic.id).in_(ids)).cte(recursive=True)
    under = select(tree.c.top, col(Topic.id)).where(col(Topic.parent_id) == tree.c.topic_id)
    tree = tree.union(under)
    counted = func.count(func.distinct(InteractionTopic.interaction_id))
    statement = (
        select(tree.c.top, counted)
        .join(InteractionTopic, col(InteractionTopic.topic_id) == tree.c.topic_id)
        .group_by(tree.c.top)
    )
    return dict(session.exec(statement).all())
