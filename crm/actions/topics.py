"""Topics: adding, finding or adding, renaming, joining two into one, deleting."""

import re
from collections.abc import Iterable

from sqlmodel import Session, col, delete, select

from crm.actions.versions import changing, check_version, joined_notes, touch
from crm.errors import Invalid
from crm.i18n import _
from crm.inputs import Reference, TopicIn
from crm.models import InteractionTopic, OtherName, Statement, Topic
from crm.queries.references import resolve_topic
from crm.queries.rows import key_of, require
from crm.queries.topics import find_topic, topic_and_narrower
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind, reference

REFERENCE = re.compile(r"t\d+", re.IGNORECASE)


def add_topic(session: Session, entry: TopicIn) -> Topic:
    """Add a topic with its synonyms under another topic or none, and return its row.

    Errors: `Invalid` where another topic has the name or a synonym; `NotFound` for the parent.
    """
    _refuse_taken(session, entry.name)
    topic = Topic(name=entry.name, note=entry.note)
    if entry.parent is not None:
        topic.parent_id = resolve_topic(session, entry.parent)
    session.add(topic)
    session.flush()
    _set_synonyms(session, topic, entry.synonyms)
    return topic


def find_or_add_topic(session: Session, name: Reference, *, create: bool = True) -> Topic:
    """Return the topic meant by a reference, a name or a synonym; a new name is added.

    Case and accents do not count. Errors: `NotFound` for a reference that fits none, and for a new
    name where `create` is off; `Invalid` for a name that cannot be.
    """
    if isinstance(name, int) or REFERENCE.fullmatch(clean_line(name)):
        return require(session, Topic, resolve_topic(session, name))
    known = find_topic(session, clean_line(name))
    if known is not None:
        return require(session, Topic, known)
    if not create:
        return require(session, Topic, resolve_topic(session, name))
    return add_topic(session, TopicIn(name=name))


def edit_topic(
    session: Session, topic_id: int, changes: TopicIn, *, version: int | None = None
) -> Topic:
    """Change the name of a topic, and what else is named; synonyms replace what was there.

    Errors: `NotFound`; `Invalid` where the name is another's or the topic would lie under itself;
    `Conflict` where `version` is not the stored one.
    """
    topic = require(session, Topic, topic_id)
    check_version(topic, version)
    given = changes.given()
    _refuse_taken(session, changes.name, topic)
    with changing(session, topic):
        topic.name = changes.name
        if "note" in given:
            topic.note = changes.note
        if "parent" in given:
            topic.parent_id = _wider(session, topic, changes.parent)
        if "synonyms" in given:
            _set_synonyms(session, topic, changes.synonyms)
    return topic


def merge_topics(session: Session, keep_id: int, other_id: int) -> Topic:
    """Join another topic into the one to keep: what was said on it, what lies under it, its names.

    Errors: `NotFound`; `Invalid` for a topic with itself.
    """
    kept, other = require(session, Topic, keep_id), require(session, Topic, other_id)
    if kept is other:
        raise Invalid.field("topic", _("A topic cannot be joined with itself."))
    _move_interactions(session, keep_id, other_id)
    _move_statements(session, keep_id, other_id)
    _move_narrower(session, kept, other)
    kept.note = joined_notes(kept.note, other.note)
    touch(session, kept)
    synonyms = [*_synonyms(session, kept), other.name, *_synonyms(session, other)]
    _remove(session, other)
    _set_synonyms(session, kept, synonyms)
    return kept


def delete_topic(session: Session, topic_id: int, *, version: int | None = None) -> None:
    """Delete a topic; what was said on it stays, and what lies under it moves up.

    Errors: `NotFound`, `Conflict`.
    """
    topic = require(session, Topic, topic_id)
    check_version(topic, version)
    for said in session.exec(select(Statement).where(col(Statement.topic_id) == topic_id)):
        said.topic_id = None
    for narrower in session.exec(select(Topic).where(col(Topic.parent_id) == topic_id)):
        narrower.parent_id = topic.parent_id
        touch(session, narrower)
    session.exec(delete(InteractionTopic).where(col(InteractionTopic.topic_id) == topic_id))
    _remove(session, topic)


def _refuse_taken(session: Session, name: str, topic: Topic | None = None) -> None:
    known = find_topic(session, name)
    if known is not None and (topic is None or known != topic.id):
        message = _("{reference} is already called “{name}”.")
        sentence = message.format(reference=reference(RecordKind.TOPIC, known), name=name)
        raise Invalid.field("name", sentence, name)


def _set_synonyms(session: Session, topic: Topic, synonyms: Iterable[str]) -> None:
    synonyms = list(synonyms)
    if synonyms == _synonyms(session, topic):
        return
    session.exec(delete(OtherName).where(col(OtherName.topic_id) == key_of(topic)))
    known = {fold(topic.name)}
    for synonym in synonyms:
        if fold(synonym) in known:
            continue
        _refuse_taken(session, synonym, topic)
        known.add(fold(synonym))
        session.add(OtherName(topic_id=key_of(topic), name=synonym))
    session.flush()


def _wider(session: Session, topic: Topic, parent: Reference | None) -> int | None:
    if parent is None:
        return None
    parent_id = resolve_topic(session, parent)
    if parent_id in set(session.exec(topic_and_narrower(key_of(topic)))):
        raise Invalid.field("parent", _("A topic cannot lie under itself."), str(parent))
    return parent_id


def _synonyms(session: Session, topic: Topic) -> list[str]:
    statement = (
        select(OtherName.name)
        .where(col(OtherName.topic_id) == key_of(topic))
        .order_by(col(OtherName.id))
    )
    return list(session.exec(statement))


def _move_interactions(session: Session, keep_id: int, other_id: int) -> None:
    statement = select(InteractionTopic).where(
        col(InteractionTopic.topic_id).in_([keep_id, other_id])
    )
    rows = session.exec(statement).all()
    present = {row.interaction_id for row in rows if row.topic_id == keep_id}
    for row in rows:
        if row.topic_id == other_id and row.interaction_id in present:
            session.delete(row)
        else:
            row.topic_id = keep_id
    session.flush()


def _move_statements(session: Session, keep_id: int, other_id: int) -> None:
    for said in session.exec(select(Statement).where(col(Statement.topic_id) == other_id)):
        said.topic_id = keep_id


def _move_narrower(session: Session, kept: Topic, other: Topic) -> None:
    """Put what lies under the other topic under the kept one, which must not end under itself."""
    if kept.id in set(session.exec(topic_and_narrower(key_of(other)))):
        kept.parent_id = other.parent_id
        session.flush()
    for narrower in session.exec(select(Topic).where(col(Topic.parent_id) == other.id)):
        narrower.parent_id = kept.id
        touch(session, narrower)
    session.flush()


def _remove(session: Session, topic: Topic) -> None:
    session.exec(delete(OtherName).where(col(OtherName.topic_id) == key_of(topic)))
    session.flush()
    session.delete(topic)
    session.flush()
