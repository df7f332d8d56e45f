"""What lists of interactions, promises and collaborations can be sorted by."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
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
    Topic,
)
from crm.queries.orders.sorting import Sorting, counted, dated, keyed, ranked, written
from crm.queries.promises import unsettled
from crm.vocabulary import (
    CollaborationStatus,
    Direction,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    Priority,
)


def interaction_orders(day: date) -> dict[str, Sorting]:
    """Return what interactions can be sorted by."""
    del day
    return {
        "subject": written(col(Interaction.subject)),
        "starts_at": dated(col(Interaction.starts_at), is_filled=True),
        "kind": ranked(col(Interaction.kind), InteractionKind),
        "status": ranked(col(Interaction.status), InteractionStatus),
        "participants": written(_first_participant()),
        "topics": keyed(_first_topic()),
        "place": written(col(Interaction.place)),
        "reference": written(col(Interaction.reference)),
        "atmosphere": written(col(Interaction.atmosphere)),
        "created_at": dated(col(Interaction.created_at)),
        "updated_at": dated(col(Interaction.updated_at)),
    }


def _first_participant() -> ColumnElement[Any]:
    name = func.coalesce(col(Person.name), col(Participant.organisation_name))
    statement = (
        select(name)
        .select_from(Participant)
        .outerjoin(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.interaction_id) == col(Interaction.id))
        .order_by(col(Participant.id))
        .limit(1)
    )
    return statement.correlate(Interaction).scalar_subquery()


def _first_topic() -> ColumnElement[Any]:
    statement = (
        select(func.min(col(Topic.sort_key)))
        .join(InteractionTopic, col(InteractionTopic.topic_id) == col(Topic.id))
        .where(col(InteractionTopic.interaction_id) == col(Interaction.id))
    )
    return statement.correlate(Interaction).scalar_subquery()


def follow_up_orders(day: date) -> dict[str, Sorting]:
    """Return what promises can be sorted by."""
    del day
    person = _linked(Person, FollowUp.person_id)
    organisation = _linked(Organisation, FollowUp.organisation_id)
    return {
        "title": written(col(FollowUp.title)),
        "due_date": dated(col(FollowUp.due_date)),
        "direction": ranked(col(FollowUp.direction), Direction),
        "with": keyed(func.coalesce(person, organisation)),
        "owner": written(col(FollowUp.owner)),
        "status": ranked(col(FollowUp.status), FollowUpStatus),
        "priority": ranked(col(FollowUp.priority), reversed(Priority)),
        "done_on": dated(col(FollowUp.done_on)),
        "repeats": written(col(FollowUp.repeats)),
        "created_at": dated(col(FollowUp.created_at)),
        "updated_at": dated(col(FollowUp.updated_at)),
    }


def _linked(model: type[Person] | type[Organisation], link: Any) -> ColumnElement[Any]:
    statement = select(col(model.sort_key)).where(col(model.id) == link)
    return statement.correlate(FollowUp).scalar_subquery()


def collaboration_orders(day: date) -> dict[str, Sorting]:
    """Return what collaborations can be sorted by."""
    del day
    return {
        "title": written(col(Collaboration.title)),
        "status": ranked(col(Collaboration.status), CollaborationStatus),
        "organisations": keyed(_first_organisation()),
        "lead": written(col(Collaboration.lead)),
        "agreed_on": dated(col(Collaboration.agreed_on)),
        "review_on": dated(col(Collaboration.review_on)),
        "open_follow_ups": counted(_open_follow_ups()),
        "created_at": dated(col(Collaboration.created_at)),
        "updated_at": dated(col(Collaboration.updated_at)),
    }


def _first_organisation() -> ColumnElement[Any]:
    owner = col(CollaborationOrganisation.collaboration_id)
    statement = (
        select(func.min(col(Organisation.sort_key)))
        .join(
            CollaborationOrganisation,
            col(CollaborationOrganisation.organisation_id) == col(Organisation.id),
        )
        .where(owner == col(Collaboration.id))
    )
    return statement.correlate(Collaboration).scalar_subquery()


def _open_follow_ups() -> ColumnElement[Any]:
    statement = select(func.count(col(FollowUp.id))).where(
        col(FollowUp.collaboration_id) == col(Collaboration.id), unsettled()
    )
    return statement.correlate(Collaboration).scalar_subquery()
