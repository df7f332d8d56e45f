"""Saving what a line said, as its plan shows it."""

from collections.abc import Mapping

from sqlmodel import Session

from crm.actions.interactions import log_interaction
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.actions.topics import add_topic
from crm.inputs import (
    FollowUpIn,
    InteractionIn,
    MembershipIn,
    OrganisationIn,
    ParticipantIn,
    PersonIn,
    TopicIn,
)
from crm.models import Interaction
from crm.queries.quick_entry import Attending, Party, Plan, Promised, refusal
from crm.queries.rows import key_of
from crm.vocabulary import RecordKind, reference

Ids = dict[tuple[RecordKind, int | str], int]


def log_plan(session: Session, plan: Plan) -> Interaction:
    """Save everything that a plan says, and return the interaction.

    Whoever is new is added, a new person as a member of the organisation they took part for.
    Errors: as `refusal` says, and as `log_interaction`.
    """
    if error := refusal(plan):
        raise error
    ids = _add_newcomers(session, plan)
    entry = InteractionIn(
        kind=plan.kind,
        subject=plan.subject,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        place=plan.place or None,
        status=plan.status,
        participants=[_participant(one, ids) for one in plan.attending],
        topics=[_reference(topic, ids) for topic in plan.topics],
        follow_ups=[_follow_up(promise, ids) for promise in plan.promises],
    )
    return log_interaction(session, entry)


def _add_newcomers(session: Session, plan: Plan) -> Ids:
    """Add who and what is new, organisations first, and return their ids by their keys."""
    new = {kind: [one for one in plan.newcomers if one.kind is kind] for kind in RecordKind}
    ids: Ids = {}
    for party in new[RecordKind.ORGANISATION]:
        ids[party.key] = key_of(add_organisation(session, OrganisationIn(name=party.name)))
    for party in new[RecordKind.TOPIC]:
        ids[party.key] = key_of(add_topic(session, TopicIn(name=party.name)))
    places = {one.person.key: one.organisation for one in plan.attending if one.person}
    for party in new[RecordKind.PERSON]:
        place = places.get(party.key)
        memberships = [MembershipIn(organisation=_reference(place, ids))] if place else []
        person = PersonIn(name=party.name, memberships=memberships)
        ids[party.key] = key_of(add_person(session, person))
    return ids


def _participant(attending: Attending, ids: Ids) -> ParticipantIn:
    if attending.person is None:
        assert attending.organisation is not None
        return ParticipantIn(organisation=_reference(attending.organisation, ids))
    person = _reference(attending.person, ids)
    if attending.told and attending.organisation:
        return ParticipantIn(person=person, organisation=_reference(attending.organisation, ids))
    return ParticipantIn(person=person)


def _follow_up(promise: Promised, ids: Ids) -> FollowUpIn:
    entry = FollowUpIn(title=promise.title, direction=promise.direction, due_date=promise.due_date)
    if promise.person:
        entry.person = _reference(promise.person, ids)
    if promise.organisation:
        entry.organisation = _reference(promise.organisation, ids)
    return entry


def _reference(party: Party, ids: Mapping[tuple[RecordKind, int | str], int]) -> str:
    return reference(party.kind, ids[party.key] if party.id is None else party.id)
