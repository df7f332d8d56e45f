"""Whom we have ties with and have not spoken to for too long."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlmodel import Session, col

from crm.models import Interaction, Membership, Organisation, Participant
from crm.queries.kinds import membership_in_force, owner_column
from crm.queries.people_rows import last_interactions, person_rows
from crm.queries.records import SilentRecord
from crm.queries.ties import Tie, ties_with
from crm.settings import today
from crm.vocabulary import InteractionStatus, RecordKind

SILENT_MONTHS = 6
"""From how many months on a silence is too long."""
MOST_SHOWN = 8
DAYS_A_YEAR = 365


def long_silent(
    session: Session, kind: RecordKind, *, months: int = SILENT_MONTHS, limit: int = MOST_SHOWN
) -> list[SilentRecord]:
    """Return the people, or organisations, whom we have ties with and have not spoken to.

    A tie is a collaboration under way, a place on a contact list, or an earlier interaction (see
    `ties_with` for how many are looked at); a silence is so many months without an interaction
    that was held. Left out are those with whom an interaction is planned, people who have left all
    their organisations, and organisations that are dissolved. Partners come first, the longest
    silent at the top; then all others, the latest to fall silent at the top and those never spoken
    to at the end.
    """
    before = _months_ago(today(), months)
    ties = ties_with(session, kind, before)
    in_touch = _in_touch(session, kind, before)
    silent = [one for one in ties if one not in in_touch]
    spoken = _last_spoken(session, kind, {one: ties[one] for one in silent})
    gone = _gone(session, kind, silent)
    partners = [one for one in silent if ties[one].kind is RecordKind.COLLABORATION]
    others = [one for one in silent if ties[one].kind is not RecordKind.COLLABORATION]
    ordered = [
        *sorted(partners, key=lambda one: spoken.get(one, "")),
        *sorted(others, key=lambda one: spoken.get(one, ""), reverse=True),
    ]
    shown = [one for one in ordered if one not in gone][:limit]
    standing = _standing(session, kind, shown)
    return [_record(kind, one, standing[one], ties[one], spoken.get(one)) for one in shown]


def _months_ago(day: date, months: int) -> str:
    """Return the first day that is less than so many months ago, as `crm.dates.relative` counts."""
    days = -(-months * DAYS_A_YEAR // 12)
    return date.fromordinal(max(1, day.toordinal() - days + 1)).isoformat()


def _in_touch(session: Session, kind: RecordKind, since: str) -> set[int]:
    """Return whom we have spoken to since a day, and with whom an interaction is planned."""
    status, starts_at = col(Interaction.status), col(Interaction.starts_at)
    held = and_(status == InteractionStatus.HELD, starts_at >= since)
    planned = and_(status == InteractionStatus.PLANNED, starts_at >= today().isoformat())
    participant = owner_column(Participant, kind)
    statement = (
        select(participant)
        .join(Interaction, col(Interaction.id) == col(Participant.interaction_id))
        .where(or_(held, planned), participant.is_not(None))
        .distinct()
    )
    return set(session.scalars(statement))


def _last_spoken(session: Session, kind: RecordKind, ties: Mapping[int, Tie]) -> dict[int, str]:
    """Return the day on which we last spoke to each of those with whom we have done so."""
    met = {identity: tie.met for identity, tie in ties.items() if tie.met}
    others = [identity for identity in ties if identity not in met]
    return met | last_interactions(session, owner_column(Participant, kind), others)


def _gone(session: Session, kind: RecordKind, identities: Collection[int]) -> set[int]:
    """Return the people who have left wherever they were, or the organisations dissolved."""
    if kind == RecordKind.ORGANISATION:
        dissolved: Any = select(col(Organisation.id)).where(
            col(Organisation.id).in_(identities),
            col(Organisation.dissolution_date) <= today().isoformat(),
        )
        return set(session.scalars(dissolved))
    current = func.max(case((membership_in_force(today()), 1), else_=0))
    left: Any = (
        select(col(Membership.person_id))
        .where(col(Membership.person_id).in_(identities))
        .group_by(col(Membership.person_id))
        .having(current == 0)
    )
    return set(session.scalars(left))


def _standing(
    session: Session, kind: RecordKind, identities: Sequence[int]
) -> Mapping[int, tuple[str, str | None, str | None]]:
    """Return what each is called, and the role and organisation, or the sort of organisation."""
    if kind == RecordKind.PERSON:
        rows = person_rows(session, identities)
        return {row["id"]: (row["name"], row["role"], row["organisation"]) for row in rows}
    statement: Any = select(
        col(Organisation.id), col(Organisation.name), col(Organisation.classification)
    ).where(col(Organisation.id).in_(identities))
    found = session.execute(statement)
    return {identity: (name, sort, None) for identity, name, sort in found}


def _record(
    kind: RecordKind,
    identity: int,
    standing: tuple[str, str | None, str | None],
    tie: Tie,
    spoken: str | None,
) -> SilentRecord:
    name, role, organisation = standing
    return SilentRecord(
        kind=kind,
        id=identity,
        name=name,
        role=role,
        organisation=organisation,
        last_interaction=spoken,
        tie=tie.kind,
        through=tie.name,
    )
