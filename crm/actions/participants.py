"""Who took part, with the role and organisation held on that day frozen.

The snapshot is taken when somebody is added to an interaction. What happens afterwards to their
membership, to the post or to the organisation's name does not reach it (as in ANET reports).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from crm.actions.versions import key_of, require
from crm.dates import first_day, in_force, last_day
from crm.inputs import ParticipantIn
from crm.models import (
    Interaction,
    Membership,
    Organisation,
    OtherName,
    Participant,
    Post,
    Statement,
)
from crm.queries.references import resolve_organisation, resolve_person
from crm.vocabulary import Attendance, InteractionStatus, RecordKind


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody was on a day: a role, in an organisation as it was called then."""

    role: str | None = None
    organisation_id: int | None = None
    organisation_name: str | None = None
    membership_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A participant as asked for, with references resolved to ids."""

    person_id: int | None
    organisation_id: int | None
    wanted: ParticipantIn


def add_participants(
    session: Session, interaction: Interaction, wanted: Iterable[ParticipantIn]
) -> list[Participant]:
    """Add people and organisations to an interaction, each once; errors: as `resolve_person`."""
    added: list[Participant] = []
    for attendee in (_resolve(session, participant) for participant in wanted):
        if not any(_is_same(one, attendee) for one in added):
            added.append(_freeze(session, interaction, attendee))
    session.add_all(added)
    session.flush()
    return added


def replace_participants(
    session: Session,
    interaction: Interaction,
    wanted: Iterable[ParticipantIn],
    *,
    keep_speakers: bool = True,
) -> list[Participant]:
    """Let these people and organisations take part instead of those who did.

    Whoever stays keeps the role and organisation frozen at the time, save what is named anew.
    Whoever said something stays, unless `keep_speakers` is off.
    """
    staying = participants_of(session, interaction)
    kept: list[Participant] = []
    for attendee in (_resolve(session, participant) for participant in wanted):
        if any(_is_same(one, attendee) for one in kept):
            continue
        participant = next((one for one in staying if _is_same(one, attendee)), None)
        if participant is None:
            participant = _freeze(session, interaction, attendee)
            session.add(participant)
        else:
            staying.remove(participant)
            _apply(participant, attendee.wanted)
        kept.append(participant)
    spoke = _speakers(session, interaction) if keep_speakers else set()
    for participant in staying:
        if _party(participant) not in spoke:
            session.delete(participant)
    session.flush()
    return kept


def refreeze_participants(session: Session, interaction: Interaction) -> None:
    """Take the roles and organisations of everybody afresh, as they were on the day.

    The same membership counts first, then another in the same organisation, then the primary one;
    whoever was in no organisation on that day stays as noted.
    """
    days = days_of(interaction)
    for participant in participants_of(session, interaction):
        if participant.person_id is None:
            name = name_on(session, participant.organisation_id or 0, days[0])
            participant.organisation_name = name
            continue
        found = _memberships_on(session, participant.person_id, days)
        found.sort(key=lambda one: one.organisation_id != participant.organisation_id)
        found.sort(key=lambda one: one.id != participant.membership_id)
        if found:
            _take(participant, _standing(session, found[0], days[0]))
    session.flush()


def ensure_participant(
    session: Session, interaction: Interaction, kind: RecordKind, record_id: int
) -> None:
    """Let somebody who spoke take part, unless they do already."""
    for participant in participants_of(session, interaction):
        if kind is RecordKind.PERSON and participant.person_id == record_id:
            return
        if kind is RecordKind.ORGANISATION and participant.organisation_id == record_id:
            return
    if kind is RecordKind.PERSON:
        who = ParticipantIn(person=record_id)
    else:
        who = ParticipantIn(organisation=record_id)
    add_participants(session, interaction, [who])


def participants_of(session: Session, interaction: Interaction) -> list[Participant]:
    """Return the participants of an interaction in the order they were added."""
    statement = (
        select(Participant)
        .where(col(Participant.interaction_id) == key_of(interaction))
        .order_by(col(Participant.id))
    )
    return list(session.exec(statement).all())


def standing_on(
    session: Session, person_id: int, days: Sequence[date], organisation_id: int | None = None
) -> Standing:
    """Return what a person was on the first of these days on which they were anything.

    The primary membership counts first, then the one begun last; where an organisation is named,
    only memberships in it. Nobody's membership: only the organisation named.
    """
    found = _memberships_on(session, person_id, days, organisation_id)
    if found:
        return _standing(session, found[0], days[0])
    if organisation_id is None:
        return Standing()
    name = name_on(session, organisation_id, days[0])
    return Standing(organisation_id=organisation_id, organisation_name=name)


def sole_organisation_on(session: Session, person_id: int, day: date) -> int | None:
    """Return the organisation a person was in on a day, unless that could be several."""
    found = _memberships_on(session, person_id, [day])
    primary = [membership for membership in found if membership.primary]
    organisations = {membership.organisation_id for membership in primary or found}
    return organisations.pop() if len(organisations) == 1 else None


def name_on(session: Session, organisation_id: int, day: date) -> str:
    """Return what an organisation was called on a day: a former name where one was in use."""
    organisation = require(session, Organisation, organisation_id)
    statement = (
        select(OtherName)
        .where(
            col(OtherName.organisation_id) == organisation_id, col(OtherName.end_date).is_not(None)
        )
        .order_by(col(OtherName.end_date), col(OtherName.id))
    )
    former = (
        other.name
        for other in session.exec(statement)
        if in_force(other.start_date, other.end_date, day)
    )
    return next(former, organisation.name)


def days_of(interaction: Interaction) -> list[date]:
    """Return the days on which to look for memberships: the first, and the last if it differs."""
    first = first_day(interaction.starts_at)
    last = last_day(interaction.ends_at or interaction.starts_at)
    return [first] if first == last else [first, last]


def _resolve(session: Session, wanted: ParticipantIn) -> Attendee:
    person, organisation = wanted.person, wanted.organisation
    return Attendee(
        None if person is None else resolve_person(session, person),
        None if organisation is None else resolve_organisation(session, organisation),
        wanted,
    )


def _party(row: Participant | Statement) -> tuple[int | None, int | None]:
    """Tell who took part or spoke: a person, or else an organisation as a whole."""
    return row.person_id, None if row.person_id else row.organisation_id


def _speakers(session: Session, interaction: Interaction) -> set[tuple[int | None, int | None]]:
    said = select(Statement).where(col(Statement.interaction_id) == key_of(interaction))
    return {_party(statement) for statement in session.exec(said)}


def _is_same(participant: Participant, attendee: Attendee) -> bool:
    if participant.person_id != attendee.person_id:
        return False
    return attendee.organisation_id in (participant.organisation_id, None)


def _freeze(session: Session, interaction: Interaction, attendee: Attendee) -> Participant:
    days, wanted = days_of(interaction), attendee.wanted
    participant = Participant(
        interaction_id=key_of(interaction),
        person_id=attendee.person_id,
        attendance=_usual_attendance(interaction),
    )
    if attendee.person_id is None:
        organisation_id = attendee.organisation_id or 0
        name = name_on(session, organisation_id, days[0])
        standing = Standing(organisation_id=organisation_id, organisation_name=name)
    else:
        standing = standing_on(session, attendee.person_id, days, attendee.organisation_id)
    _take(participant, standing)
    _apply(participant, wanted)
    return participant


def _usual_attendance(interaction: Interaction) -> Attendance:
    held = interaction.status == InteractionStatus.HELD
    return Attendance.ATTENDED if held else Attendance.INVITED


def _take(participant: Participant, standing: Standing) -> None:
    participant.role = standing.role
    participant.organisation_id = standing.organisation_id
    participant.organisation_name = standing.organisation_name
    participant.membership_id = standing.membership_id


def _apply(participant: Participant, wanted: ParticipantIn) -> None:
    for field in wanted.model_fields_set & {"role", "attendance", "function"}:
        setattr(participant, field, getattr(wanted, field))


def _memberships_on(
    session: Session,
    person_id: int,
    days: Sequence[date],
    organisation_id: int | None = None,
) -> list[Membership]:
    """Return the memberships in force on the first of these days on which any is."""
    statement = (
        select(Membership)
        .where(col(Membership.person_id) == person_id)
        .order_by(
            col(Membership.primary).desc(),
            col(Membership.start_date).is_(None),
            col(Membership.start_date).desc(),
            col(Membership.id),
        )
    )
    if organisation_id is not None:
        statement = statement.where(col(Membership.organisation_id) == organisation_id)
    memberships = session.exec(statement).all()
    for day in days:
        found = [one for one in memberships if in_force(one.start_date, one.end_date, day)]
        if found:
            return found
    return []


def _standing(session: Session, membership: Membership, day: date) -> Standing:
    post = session.get(Post, membership.post_id) if membership.post_id else None
    return Standing(
        role=membership.role or (post and (post.role or post.name)) or None,
        organisation_id=membership.organisation_id,
        organisation_name=name_on(session, membership.organisation_id, day),
        membership_id=membership.id,
    )
