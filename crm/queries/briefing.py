"""What one needs to know before meeting somebody."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from crm.errors import Invalid
from crm.i18n import _
from crm.models import FollowUp, Interaction, Membership, Participant, Person
from crm.queries.follow_ups import by_due_date, follow_up_rows
from crm.queries.interactions import get_interaction, interaction_rows, was_held
from crm.queries.kinds import get_record, membership_in_force
from crm.queries.memberships import current_memberships
from crm.queries.naming import names_of
from crm.queries.promises import unsettled
from crm.queries.records import (
    BriefingRecord,
    FollowUpRecord,
    InteractionRow,
    Link,
    PartyRecord,
)
from crm.queries.said import last_said
from crm.settings import today
from crm.vocabulary import RecordKind

MOST_PARTIES = 50
MOST_PROMISES = 50

Party = tuple[Link | None, Link | None, str | None, str | None]
"""A person, an organisation, the role, and whether they come."""


def brief(session: Session, kind: RecordKind | str, identity: int) -> BriefingRecord:
    """Return what to know before an interaction, or before meeting a person or an organisation.

    `parties` are those who come, in the role and for the organisation of that day, each with the
    interaction held last before it; of a person or an organisation, as things are now, with those
    who are there. `promises` are the unsettled ones with any of them or their organisations, by
    due date; `said` is what each said last on each topic, the topics of the interaction first. At
    most `MOST_PARTIES` are told of. Errors: `NotFound`; `Invalid` for another kind of record.
    """
    known = RecordKind(kind)
    if known not in _PARTIES:
        message = _("One can prepare for an interaction, a person or an organisation.")
        raise Invalid.field("reference", message)
    get_record(session, known, identity)
    title = names_of(session, [(known, identity)])[known, identity]
    parties = _PARTIES[known](session, Link(id=identity, name=title))[:MOST_PARTIES]
    meeting = known is RecordKind.INTERACTION
    ahead = interaction_rows(session, [identity])[0] if meeting else None
    people = [person["id"] for person, *_rest in parties if person]
    organisations = [
        organisation["id"] for _person, organisation, *_rest in parties if organisation
    ]
    before = ahead["starts_at"] if ahead else None
    return BriefingRecord(
        kind=known,
        id=identity,
        title=title,
        interaction=ahead,
        parties=_with_last_contact(session, parties, before),
        promises=_promises(session, people, organisations),
        said=last_said(
            session, people, organisations, before=before, first=identity if meeting else None
        ),
    )


def _coming(session: Session, interaction: Link) -> list[Party]:
    return [
        (one["person"], one["organisation"], one["role"], one["attendance"])
        for one in get_interaction(session, interaction["id"])["participants"]
    ]


def _person_now(session: Session, person: Link) -> list[Party]:
    """Return the person in the first of the present roles."""
    roles = current_memberships(session, person["id"], today())[:1]
    if not roles:
        return [(person, None, None, None)]
    return [(person, role["organisation"], _role(role), None) for role in roles]


def _role(membership: Any) -> str | None:
    post = membership["post"]
    return membership["role"] or (post["name"] if post else None)


def _people_there(session: Session, organisation: Link) -> list[Party]:
    """Return the organisation as a whole, then those who are there now."""
    statement = (
        select(col(Person.id), col(Person.name), col(Membership.role))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.organisation_id) == organisation["id"], membership_in_force(today()))
        .order_by(col(Membership.id))
        .limit(MOST_PARTIES)
    )
    return [
        (None, organisation, None, None),
        *(
            (Link(id=identity, name=name), organisation, role, None)
            for identity, name, role in session.execute(statement)
        ),
    ]


_PARTIES: dict[RecordKind, Callable[[Session, Link], list[Party]]] = {
    RecordKind.INTERACTION: _coming,
    RecordKind.PERSON: _person_now,
    RecordKind.ORGANISATION: _people_there,
}


def _with_last_contact(
    session: Session, parties: Sequence[Party], before: str | None
) -> list[PartyRecord]:
    people = [person["id"] for person, *_rest in parties if person]
    alone = [there["id"] for person, there, *_rest in parties if there and not person]
    with_people = _last_contacts(session, col(Participant.person_id), people, before)
    with_organisations = _last_contacts(session, col(Participant.organisation_id), alone, before)
    return [
        PartyRecord(
            person=person,
            organisation=organisation,
            role=role,
            attendance=attendance,
            last_contact=with_people.get(person["id"])
            if person
            else with_organisations.get(organisation["id"] if organisation else 0),
        )
        for person, organisation, role, attendance in parties
    ]


def _last_contacts(
    session: Session, participant: Any, identities: Sequence[int], before: str | None
) -> dict[int, InteractionRow]:
    """Return the interaction held last with each, before a moment if one is given."""
    latest_first = (col(Interaction.starts_at).desc(), col(Interaction.id).desc())
    earlier = [] if before is None else [col(Interaction.starts_at) < before]
    place = func.row_number().over(partition_by=participant, order_by=latest_first)
    ranked = (
        select(participant.label("who"), col(Interaction.id), place.label("place"))
        .join(Interaction, col(Interaction.id) == col(Participant.interaction_id))
        .where(participant.in_(identities), was_held(), *earlier)
        .subquery()
    )
    statement = select(ranked.c.who, ranked.c.id).where(ranked.c.place == 1)
    last: dict[int, int] = dict(session.execute(statement).all())
    rows = {row["id"]: row for row in interaction_rows(session, list({*last.values()}))}
    return {who: rows[identity] for who, identity in last.items()}


def _promises(
    session: Session, people: Sequence[int], organisations: Sequence[int]
) -> list[FollowUpRecord]:
    theirs = or_(
        col(FollowUp.person_id).in_(people), col(FollowUp.organisation_id).in_(organisations)
    )
    statement = (
        select(col(FollowUp.id))
        .where(theirs, unsettled())
        .order_by(*by_due_date())
        .limit(MOST_PROMISES)
    )
    return follow_up_rows(session, list(session.scalars(statement)))
