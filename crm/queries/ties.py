"""Whom we have a tie with: who is in a collaboration, on a list, or has taken part in something."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    ContactList,
    ContactListMember,
    Interaction,
    Participant,
)
from crm.queries.kinds import owner_column
from crm.queries.lines.latest import DAY_LENGTH
from crm.vocabulary import CollaborationStatus, InteractionStatus, RecordKind

MOST_CONSIDERED = 1_000
"""How many partners, places on lists and interactions are looked at, the newest first."""
UNDER_WAY = (
    CollaborationStatus.PROPOSED,
    CollaborationStatus.AGREED,
    CollaborationStatus.ACTIVE,
)


class Tie(NamedTuple):
    """What binds us to somebody: a collaboration or a list with its name, or an interaction.

    `met` is the day on which we met last, where that is among the newest interactions.
    """

    kind: RecordKind
    name: str | None = None
    met: str | None = None


def ties_with(session: Session, kind: RecordKind, before: str) -> dict[int, Tie]:
    """Return the people, or organisations, with whom there is a tie, and the strongest of each.

    Those who only took part count where they did so before a day (ISO). The organisation that is
    in all of several collaborations is left out: that is our own. Of each sort of tie only the
    newest are looked at, so that the time does not grow with the book.
    """
    met = _met(session, kind, before)
    ties = {identity: Tie(RecordKind.INTERACTION) for identity in met} | _listed(session, kind)
    if kind == RecordKind.ORGANISATION:
        rows = _partnerships(session)
        ties |= {row.organisation_id: Tie(RecordKind.COLLABORATION, row.title) for row in rows}
        for identity in _ourselves(rows):
            ties.pop(identity, None)
    return {identity: tie._replace(met=met.get(identity)) for identity, tie in ties.items()}


def _met(session: Session, kind: RecordKind, before: str) -> dict[int, str]:
    """Return who took part in the newest interactions before a day, and on which day last."""
    earlier = (
        select(col(Interaction.id))
        .where(
            col(Interaction.status) == InteractionStatus.HELD, col(Interaction.starts_at) < before
        )
        .order_by(col(Interaction.starts_at).desc())
        .limit(MOST_CONSIDERED)
    )
    attended = owner_column(Participant, kind)
    statement = (
        select(attended, func.max(col(Interaction.starts_at)))
        .join(Interaction, col(Interaction.id) == col(Participant.interaction_id))
        .where(col(Participant.interaction_id).in_(earlier), attended.is_not(None))
        .group_by(attended)
    )
    return {identity: moment[:DAY_LENGTH] for identity, moment in session.execute(statement)}


def _listed(session: Session, kind: RecordKind) -> dict[int, Tie]:
    newest = (
        select(col(ContactListMember.id))
        .order_by(col(ContactListMember.id).desc())
        .limit(MOST_CONSIDERED)
    )
    member = owner_column(ContactListMember, kind)
    statement = (
        select(member, col(ContactList.name))
        .join(ContactList, col(ContactList.id) == col(ContactListMember.contact_list_id))
        .where(col(ContactListMember.id).in_(newest), member.is_not(None))
    )
    return {identity: Tie(RecordKind.LIST, name) for identity, name in session.execute(statement)}


def _partnerships(session: Session) -> Sequence[Row[tuple[int, int, str]]]:
    partner = CollaborationOrganisation
    statement = (
        select(col(partner.organisation_id), col(Collaboration.id), col(Collaboration.title))
        .join(Collaboration, col(Collaboration.id) == col(partner.collaboration_id))
        .where(col(Collaboration.status).in_(UNDER_WAY))
        .order_by(col(partner.id).desc())
        .limit(MOST_CONSIDERED)
    )
    return session.execute(statement).all()


def _ourselves(partnerships: Sequence[Row[tuple[int, int, str]]]) -> set[int]:
    """Return the organisation that is in all of several collaborations: that is our own."""
    collaborations = {row.id for row in partnerships}
    times = Counter(row.organisation_id for row in partnerships)
    return {identity for identity, count in times.items() if 1 < len(collaborations) == count}
