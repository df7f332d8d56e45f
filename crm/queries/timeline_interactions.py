"""The interactions on a timeline: who took part, on which topics, and what was said."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models import Interaction, InteractionTopic, Participant, Person, Topic
from crm.queries.belongings import gathered
from crm.queries.fetching import chosen, fetched
from crm.queries.interactions import statements_of
from crm.queries.kinds import batched
from crm.queries.orders import each_id
from crm.queries.periods import overlaps
from crm.queries.records import TimelineEntry
from crm.queries.timeline_scope import (
    Named,
    Placed,
    Position,
    Scope,
    Strand,
    interactions_in,
    statements_in,
)
from crm.vocabulary import RecordKind, reference

WHOSE = "whose"
# Of ten thousand interactions, rows of the mapped classes would take five times as long.
_SHOWN = select(
    *(col(Interaction.id), col(Interaction.kind)),
    *(col(Interaction.starts_at), col(Interaction.subject)),
).where(chosen(col(Interaction.id)))
_PRESENT = (
    select(
        *(col(Participant.interaction_id), col(Participant.person_id)),
        *(col(Participant.organisation_id), col(Participant.role)),
        *(col(Participant.organisation_name), col(Person.name)),
    )
    .outerjoin(Person, col(Person.id) == col(Participant.person_id))
    .where(chosen(col(Participant.interaction_id)))
    .order_by(col(Participant.id))
)
# Whoever it is takes part in thousands of others, which their own index would lead to: `+ 0` asks
# for those of the chosen interactions.
_PRESENT_FOR = {
    RecordKind.PERSON: _PRESENT.where(chosen(col(Participant.person_id) + 0, WHOSE)),
    RecordKind.ORGANISATION: _PRESENT.where(chosen(col(Participant.organisation_id) + 0, WHOSE)),
}
_TOPICS = (
    select(col(InteractionTopic.interaction_id), col(Topic.id), col(Topic.name))
    .join(Topic, col(Topic.id) == col(InteractionTopic.topic_id))
    .where(chosen(col(InteractionTopic.interaction_id)))
    .order_by(col(Topic.sort_key))
)


class Present(NamedTuple):
    """Who took part: a person in a role for an organisation, or an organisation as a whole."""

    person_id: int | None
    organisation_id: int | None
    role: str | None
    organisation_name: str | None
    name: str | None


def interaction_entries(session: Session, scope: Scope) -> Iterator[Placed]:
    """Yield the newest interactions on a timeline, in no order of their own."""
    statement = (
        select(col(Interaction.id))
        .where(
            *interactions_in(scope),
            *overlaps(col(Interaction.starts_at), col(Interaction.ends_at), scope.start, scope.end),
            *scope.older(Strand.INTERACTION, col(Interaction.starts_at), col(Interaction.id)),
        )
        .order_by(col(Interaction.starts_at).desc(), col(Interaction.id).desc())
        .limit(scope.limit)
    )
    for piece in batched(list(each_id(session, statement))):
        yield from _entries(session, scope, piece)


def _entries(session: Session, scope: Scope, ids: Sequence[int]) -> Iterator[Placed]:
    people, topics = _present_at(session, scope, ids), _topics_at(session, ids)
    statements = statements_of(session, ids, *statements_in(scope))
    for key, kind, starts_at, subject in fetched(session, _SHOWN, ids):
        entry = TimelineEntry(
            kind=kind,
            id=key,
            reference=reference(RecordKind.INTERACTION, key),
            date=starts_at,
            title=subject,
            detail=", ".join(dict.fromkeys(one.text for one in people[key])),
            topics=[topic.text for topic in topics[key]],
            statements=statements[key],
        )
        position = Position(starts_at, Strand.INTERACTION, key)
        yield Placed(position, entry, people[key], topics[key])


def _present_at(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, list[Named]]:
    """Say of each interaction who took part: of a person, in which role and for whom."""
    statement = _PRESENT_FOR.get(scope.kind, _PRESENT)
    whose = json.dumps([scope.id, *scope.parts])
    return gathered(
        (key, Named(_present(Present(*row), scope), _stands_for(Present(*row), scope)))
        for key, *row in fetched(session, statement, ids, whose=whose)
    )


def _topics_at(session: Session, ids: Sequence[int]) -> dict[int, list[Named]]:
    """Return the topics of each interaction, in Swedish order."""
    return gathered(
        (key, Named(name, reference(RecordKind.TOPIC, topic)))
        for key, topic, name in fetched(session, _TOPICS, ids)
    )


def _present(present: Present, scope: Scope) -> str:
    role, organisation = present.role, present.organisation_name or ""
    if scope.kind is RecordKind.PERSON:
        return ", ".join(filter(None, [role, organisation]))
    if present.name is None:
        return organisation
    standing = ", ".join(filter(None, [role, organisation if scope.parts else ""]))
    return f"{present.name} ({standing})" if standing else present.name


def _stands_for(present: Present, scope: Scope) -> str:
    """Return the reference of who is named: of a person's own part, the organisation."""
    if present.person_id is not None and scope.kind is not RecordKind.PERSON:
        return reference(RecordKind.PERSON, present.person_id)
    if present.organisation_id is not None:
        return reference(RecordKind.ORGANISATION, present.organisation_id)
    return ""
