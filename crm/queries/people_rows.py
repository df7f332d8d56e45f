"""People as the lines of lists: where they work, how they are reached, when they were last met."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypedDict

from sqlalchemy import Row, Select, case, func, select
from sqlmodel import Session, col

from crm.models import Interaction, Membership, Organisation, Participant, Person, Post
from crm.queries.contacts import best_contacts_of_people
from crm.queries.fetching import STATEMENTS_KEPT, chosen, fetched
from crm.queries.kinds import batched, membership_in_force
from crm.queries.records import PersonRow
from crm.settings import today
from crm.vocabulary import InteractionStatus

DAY_LENGTH = len("2019-05-02")
_NAMES = select(col(Person.id), col(Person.name)).where(chosen(col(Person.id)))


def person_rows(session: Session, identities: Sequence[int]) -> list[PersonRow]:
    """Return people as lines in the order of `identities`; those that are gone are left out."""
    return [row for batch in batched(identities) for row in _person_rows(session, batch)]


def _person_rows(session: Session, identities: Sequence[int]) -> list[PersonRow]:
    day = today()
    names = dict(fetched(session, _NAMES, identities))
    work = _main_memberships(session, identities, day)
    contacts = best_contacts_of_people(session, identities, day)
    latest = last_interactions(session, Participant.person_id, identities)
    return [
        PersonRow(
            id=identity,
            name=names[identity],
            **work.get(identity, _NO_WORK),
            email=contacts.get(identity, {}).get("email"),
            phone=contacts.get(identity, {}).get("phone"),
            last_interaction=latest.get(identity),
        )
        for identity in identities
        if identity in names
    ]


class _Work(TypedDict):
    organisation: str | None
    organisation_id: int | None
    role: str | None


_NO_WORK = _Work(organisation=None, organisation_id=None, role=None)


def _main_memberships(session: Session, people: Sequence[int], day: date) -> dict[int, _Work]:
    work: dict[int, _Work] = {}
    for row in fetched(session, _work_on(day), people):
        work.setdefault(row[0], _work(row))
    return work


@lru_cache(maxsize=STATEMENTS_KEPT)
def _work_on(day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Membership.person_id),
            col(Organisation.name),
            col(Organisation.id),
            col(Membership.role),
            col(Post.role),
            col(Post.name),
        )
        .join(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .outerjoin(Post, col(Membership.post_id) == col(Post.id))
        .where(chosen(col(Membership.person_id)), membership_in_force(day))
        .order_by(
            col(Membership.primary).desc(), col(Membership.start_date).desc(), col(Membership.id)
        )
    )


def _work(row: Row[*tuple[Any, ...]]) -> _Work:
    _person, organisation, organisation_id, role, post_role, label = row
    return _Work(
        organisation=organisation, organisation_id=organisation_id, role=role or post_role or label
    )


def last_interactions(
    session: Session, participant: Any, identities: Sequence[int]
) -> dict[int, str]:
    """Return the date of the latest held interaction for each id in a column of Participant."""
    rows = fetched(session, _latest(participant), identities)
    return {identity: moment[:DAY_LENGTH] for identity, moment in rows if moment}


@lru_cache(maxsize=STATEMENTS_KEPT)
def _latest(participant: Any) -> Select[*tuple[Any, ...]]:
    # Chosen by status, SQLite would walk through all held interactions of the book.
    held = case((col(Interaction.status) == InteractionStatus.HELD, col(Interaction.starts_at)))
    return (
        select(participant, func.max(held))
        .join(Interaction, col(Participant.interaction_id) == col(Interaction.id))
        .where(chosen(participant))
        .group_by(participant)
    )
