"""Many interactions or collaborations, each whole, with a fixed number of queries for all."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    FollowUp,
    Interaction,
    InteractionTopic,
    Organisation,
    Participant,
    Person,
    Topic,
)
from crm.queries.belongings import gathered, tags_by_owner
from crm.queries.fetching import Ids
from crm.queries.follow_ups import by_due_date, follow_up_rows
from crm.queries.interactions import statements_of
from crm.queries.lines.shapes import link
from crm.queries.promises import unsettled
from crm.queries.records import (
    CollaborationRecord,
    FollowUpRecord,
    InteractionRecord,
    Link,
    ParticipantRecord,
)
from crm.queries.threads import threads_of
from crm.vocabulary import RecordKind


def whole_interactions(session: Session, identities: Ids) -> list[InteractionRecord]:
    """Return interactions as `get_interaction` does, in the order of the ids."""
    rows = select(Interaction).where(col(Interaction.id).in_(identities))
    found = {row.id: row for row in session.scalars(rows)}
    topics = _topics(session, identities)
    participants = _participants(session, identities)
    statements = statements_of(session, identities)
    follow_ups = _follow_ups(session, col(FollowUp.interaction_id), identities)
    threads = threads_of(session, identities)
    tags = tags_by_owner(session, RecordKind.INTERACTION, identities)
    return [
        InteractionRecord(
            id=identity,
            uid=found[identity].uid,
            kind=found[identity].kind,
            status=found[identity].status,
            subject=found[identity].subject,
            starts_at=found[identity].starts_at,
            ends_at=found[identity].ends_at,
            place=found[identity].place,
            details=found[identity].details,
            atmosphere=found[identity].atmosphere,
            reference=found[identity].reference,
            source=found[identity].source,
            topics=topics[identity],
            participants=participants[identity],
            statements=statements[identity],
            follow_ups=follow_ups[identity],
            thread=threads[identity],
            tags=tags[identity],
            custom=dict(found[identity].custom),
            created_at=found[identity].created_at,
            updated_at=found[identity].updated_at,
            version=found[identity].version,
        )
        for identity in identities
        if identity in found
    ]


def whole_collaborations(session: Session, identities: Ids) -> list[CollaborationRecord]:
    """Return collaborations as `get_collaboration` does, in the order of the ids."""
    rows = select(Collaboration).where(col(Collaboration.id).in_(identities))
    found = {row.id: row for row in session.scalars(rows)}
    organisations = _organisations(session, identities)
    follow_ups = _follow_ups(session, col(FollowUp.collaboration_id), identities)
    tags = tags_by_owner(session, RecordKind.COLLABORATION, identities)
    return [
        CollaborationRecord(
            id=identity,
            uid=found[identity].uid,
            title=found[identity].title,
            purpose=found[identity].purpose,
            organisations=organisations[identity],
            lead=found[identity].lead,
            status=found[identity].status,
            agreed_on=found[identity].agreed_on,
            review_on=found[identity].review_on,
            follow_ups=follow_ups[identity],
            tags=tags[identity],
            custom=dict(found[identity].custom),
            created_at=found[identity].created_at,
            updated_at=found[identity].updated_at,
            version=found[identity].version,
        )
        for identity in identities
        if identity in found
    ]


def _organisations(session: Session, collaborations: Ids) -> dict[int, list[Link]]:
    owner = col(CollaborationOrganisation.collaboration_id)
    statement = (
        select(owner, col(Organisation.id), col(Organisation.name))
        .join(Organisation, col(CollaborationOrganisation.organisation_id) == col(Organisation.id))
        .where(owner.in_(collaborations))
        .order_by(col(Organisation.sort_key), col(Organisation.id))
    )
    rows = session.execute(statement)
    return gathered((owner, Link(id=one, name=name)) for owner, one, name in rows if one)


def _topics(session: Session, interactions: Ids) -> dict[int, list[Link]]:
    statement = (
        select(col(InteractionTopic.interaction_id), col(Topic.id), col(Topic.name))
        .join(Topic, col(InteractionTopic.topic_id) == col(Topic.id))
        .where(col(InteractionTopic.interaction_id).in_(interactions))
        .order_by(col(Topic.sort_key))
    )
    rows = session.execute(statement)
    return gathered((owner, Link(id=topic, name=name)) for owner, topic, name in rows if topic)


def _participants(session: Session, interactions: Ids) -> dict[int, list[ParticipantRecord]]:
    statement = (
        select(Participant, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.interaction_id).in_(interactions))
        .order_by(col(Participant.id))
    )
    return gathered(
        (
            participant.interaction_id,
            ParticipantRecord(
                person=link(participant.person_id, name),
                organisation=link(participant.organisation_id, participant.organisation_name),
                role=participant.role,
                attendance=participant.attendance,
                function=participant.function,
            ),
        )
        for participant, name in session.execute(statement)
    )


def _follow_ups(
    session: Session, owner: Mapped[int | None], hung_on: Ids
) -> dict[int, list[FollowUpRecord]]:
    """Return the promises that hang on records, in the order of `list_follow_ups`."""
    statement = (
        select(owner, col(FollowUp.id))
        .where(owner.in_(hung_on))
        .order_by(unsettled().desc(), *by_due_date())
    )
    owners = {promise: owner for owner, promise in session.execute(statement) if promise}
    records = follow_up_rows(session, list(owners))
    return gathered((owners[record["id"]] or 0, record) for record in records)
