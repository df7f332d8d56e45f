"""What conditions may ask about interactions, promises and collaborations, and where it is kept."""

from datetime import date

from sqlalchemy import case, func
from sqlalchemy.orm import join, outerjoin
from sqlmodel import col

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    FollowUp,
    Interaction,
    InteractionTopic,
    Organisation,
    Participant,
    Person,
    Statement,
    Topic,
)
from crm.queries.conditions.source import (
    Source,
    dated,
    named,
    of_every_record,
    tags,
    text,
    worded,
)
from crm.queries.promises import overdue
from crm.queries.speakers import name_on_the_day
from crm.vocabulary import (
    Attendance,
    Classification,
    CollaborationStatus,
    Direction,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    Priority,
    RecordKind,
    Stance,
)
from crm.where.keys import FLAG_WORDS


def interaction_sources(day: date) -> dict[str, Source]:
    """Return the sources by key of interactions."""
    del day
    topics = named(Topic).among(InteractionTopic, col(InteractionTopic.interaction_id))
    return {
        "subject": text(col(Interaction.subject)),
        "kind": worded(col(Interaction.kind), InteractionKind),
        "status": worded(col(Interaction.status), InteractionStatus),
        "starts_at": dated(col(Interaction.starts_at)),
        "ends_at": dated(col(Interaction.ends_at)),
        "place": text(col(Interaction.place)),
        "details": text(col(Interaction.details)),
        "atmosphere": text(col(Interaction.atmosphere)),
        "reference": text(col(Interaction.reference)),
        "source": text(col(Interaction.source)),
        "topics": topics.through(col(InteractionTopic.topic_id), col(Topic.id)),
        **_participants(),
        **_statements(),
        "follow_ups": text(col(FollowUp.title)).among(FollowUp, col(FollowUp.interaction_id)),
        "tags": tags(RecordKind.INTERACTION),
        **of_every_record(Interaction),
    }


def _participants() -> dict[str, Source]:
    owner = col(Participant.interaction_id)
    rows = outerjoin(Participant, Person, col(Participant.person_id) == col(Person.id))
    frozen_name = case(
        (col(Participant.organisation_id).is_not(None), col(Participant.organisation_name))
    )
    name = func.coalesce(col(Person.name), col(Participant.organisation_name))
    person = named(Person, optional=True).among(rows, owner)
    organisation = text(frozen_name).among(Participant, owner)
    attendance = worded(col(Participant.attendance), Attendance)
    return {
        "participants": text(name).among(rows, owner),
        "person": person,
        "organisation": organisation,
        "organisations": organisation,
        "participants.person": person,
        "participants.organisation": organisation,
        "participants.role": text(col(Participant.role)).among(Participant, owner),
        "participants.attendance": attendance.among(Participant, owner),
        "participants.function": text(col(Participant.function)).among(Participant, owner),
    }


def _statements() -> dict[str, Source]:
    owner = col(Statement.interaction_id)
    by_person = outerjoin(Statement, Person, col(Statement.person_id) == col(Person.id))
    speakers = outerjoin(
        by_person, Organisation, col(Statement.organisation_id) == col(Organisation.id)
    )
    topics = outerjoin(Statement, Topic, col(Statement.topic_id) == col(Topic.id))
    speaker = func.coalesce(col(Person.name), name_on_the_day(), col(Organisation.name))
    return {
        "statements.speaker": text(speaker).among(speakers, owner),
        "statements.topic": named(Topic, optional=True).among(topics, owner),
        "statements.stance": worded(col(Statement.stance), Stance).among(Statement, owner),
        "statements.text": text(col(Statement.text)).among(Statement, owner),
    }


def follow_up_sources(day: date) -> dict[str, Source]:
    """Return the sources by key of promises; what is late is asked of a day."""
    late = case((overdue(day.isoformat()), "true"), else_="false")
    of_organisation = {"rows": Organisation, "owner": col(Organisation.id)}
    place = {**of_organisation, "link": col(FollowUp.organisation_id)}
    subject = text(col(Interaction.subject))
    title = text(col(Collaboration.title))
    classification = worded(col(Organisation.classification), Classification)
    return {
        "title": text(col(FollowUp.title)),
        "direction": worded(col(FollowUp.direction), Direction),
        "owner": text(col(FollowUp.owner)),
        "due_date": dated(col(FollowUp.due_date), ahead=True),
        "status": worded(col(FollowUp.status), FollowUpStatus),
        "overdue": worded(late, FLAG_WORDS),
        "done_on": dated(col(FollowUp.done_on)),
        "priority": worded(col(FollowUp.priority), Priority),
        "organisation": named(Organisation).among(**place),
        "organisation.classification": classification.among(**place),
        "organisation.area": text(col(Organisation.area)).among(**place),
        "person": named(Person).among(Person, col(Person.id), link=col(FollowUp.person_id)),
        "interaction": subject.among(
            Interaction, col(Interaction.id), link=col(FollowUp.interaction_id)
        ),
        "collaboration": title.among(
            Collaboration, col(Collaboration.id), link=col(FollowUp.collaboration_id)
        ),
        "quote": text(col(FollowUp.quote)),
        "repeats": text(col(FollowUp.repeats)),
        **of_every_record(FollowUp),
    }


def collaboration_sources(day: date) -> dict[str, Source]:
    """Return the sources by key of collaborations."""
    del day
    owner = col(CollaborationOrganisation.collaboration_id)
    rows = join(
        CollaborationOrganisation,
        Organisation,
        col(CollaborationOrganisation.organisation_id) == col(Organisation.id),
    )
    classification = worded(col(Organisation.classification), Classification)
    return {
        "title": text(col(Collaboration.title)),
        "purpose": text(col(Collaboration.purpose)),
        "organisations": named(Organisation).among(rows, owner),
        "organisations.classification": classification.among(rows, owner),
        "organisations.area": text(col(Organisation.area)).among(rows, owner),
        "lead": text(col(Collaboration.lead)),
        "status": worded(col(Collaboration.status), CollaborationStatus),
        "agreed_on": dated(col(Collaboration.agreed_on)),
        "review_on": dated(col(Collaboration.review_on), ahead=True),
        "follow_ups": text(col(FollowUp.title)).among(FollowUp, col(FollowUp.collaboration_id)),
        "tags": tags(RecordKind.COLLABORATION),
        **of_every_record(Collaboration),
    }
