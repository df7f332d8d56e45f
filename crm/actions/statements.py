"""What an interaction was about: its topics, and who said what."""

from collections.abc import Iterable

from sqlmodel import Session, col, delete, select

from crm.actions.participants import ensure_participant, participants_of
from crm.actions.topics import find_or_add_topic
from crm.errors import Ambiguous
from crm.inputs import Reference, StatementIn
from crm.models import Interaction, InteractionTopic, Statement
from crm.queries.references import resolve, resolve_person
from crm.queries.rows import key_of
from crm.vocabulary import RecordKind, reference

SPEAKERS = (RecordKind.PERSON, RecordKind.ORGANISATION)


def add_topics(
    session: Session, interaction: Interaction, topics: Iterable[Reference], *, create: bool = True
) -> None:
    """Put an interaction on topics, each once; errors: as `find_or_add_topic`."""
    ids = [key_of(find_or_add_topic(session, topic, create=create)) for topic in topics]
    _put_on_topics(session, interaction, ids)


def replace_topics(
    session: Session, interaction: Interaction, topics: Iterable[Reference], *, create: bool = True
) -> None:
    """Put an interaction on these topics and on those of what was said, and on no others."""
    named = [key_of(find_or_add_topic(session, topic, create=create)) for topic in topics]
    said = select(Statement.topic_id).where(
        col(Statement.interaction_id) == key_of(interaction), col(Statement.topic_id).is_not(None)
    )
    wanted = [*named, *(topic for topic in session.exec(said) if topic)]
    session.exec(
        delete(InteractionTopic).where(
            col(InteractionTopic.interaction_id) == key_of(interaction),
            col(InteractionTopic.topic_id).not_in(wanted),
        )
    )
    _put_on_topics(session, interaction, wanted)


def add_statements(
    session: Session,
    interaction: Interaction,
    statements: Iterable[StatementIn],
    *,
    create_topics: bool = True,
) -> list[Statement]:
    """Note what was said; whoever spoke takes part, and what it was about becomes a topic.

    A speaker may be a person (also by id) or an organisation; where a name fits several, one who
    took part is meant. Errors: `NotFound`, `Ambiguous`.
    """
    added = [_statement(session, interaction, said, create_topics) for said in statements]
    session.add_all(added)
    session.flush()
    topics = [statement.topic_id for statement in added if statement.topic_id is not None]
    _put_on_topics(session, interaction, topics)
    return added


def replace_statements(
    session: Session,
    interaction: Interaction,
    statements: Iterable[StatementIn],
    *,
    create_topics: bool = True,
) -> list[Statement]:
    """Note what was said instead of what stood there; errors: as `add_statements`."""
    old = col(Statement.interaction_id) == key_of(interaction)
    session.exec(delete(Statement).where(old))
    return add_statements(session, interaction, statements, create_topics=create_topics)


def _put_on_topics(session: Session, interaction: Interaction, ids: Iterable[int]) -> None:
    statement = select(InteractionTopic.topic_id).where(
        col(InteractionTopic.interaction_id) == key_of(interaction)
    )
    present = set(session.exec(statement))
    for topic_id in dict.fromkeys(ids):
        if topic_id not in present:
            session.add(InteractionTopic(interaction_id=key_of(interaction), topic_id=topic_id))
    session.flush()


def _statement(
    session: Session, interaction: Interaction, said: StatementIn, create_topics: bool
) -> Statement:
    statement = Statement(interaction_id=key_of(interaction), stance=said.stance, text=said.text)
    if said.topic is not None:
        topic = find_or_add_topic(session, said.topic, create=create_topics)
        statement.topic_id = key_of(topic)
    if said.speaker is not None:
        kind, speaker_id = _speaker(session, interaction, said.speaker)
        ensure_participant(session, interaction, kind, speaker_id)
        if kind is RecordKind.PERSON:
            statement.person_id = speaker_id
        else:
            statement.organisation_id = speaker_id
    return statement


def _speaker(
    session: Session, interaction: Interaction, speaker: Reference
) -> tuple[RecordKind, int]:
    if isinstance(speaker, int):
        return RecordKind.PERSON, resolve_person(session, speaker)
    try:
        found = resolve(session, speaker, SPEAKERS)
    except Ambiguous as error:
        candidates = {candidate for candidate, _name in error.candidates}
        present = [key for key in _present(session, interaction) if reference(*key) in candidates]
        if len(present) != 1:
            raise
        return present[0]
    return found.kind, found.id


def _present(session: Session, interaction: Interaction) -> list[tuple[RecordKind, int]]:
    """List the people who take part, and the organisations that do as a whole."""
    return [
        (RecordKind.PERSON, participant.person_id)
        if participant.person_id is not None
        else (RecordKind.ORGANISATION, participant.organisation_id or 0)
        for participant in participants_of(session, interaction)
    ]
