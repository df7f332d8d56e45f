"""Who took part, with the role and organisation held on that day frozen.

The snapshot is taken when somebody is added to an interaction. What happens afterwards to their
membership, to the post or to the organisation's name does not reach it (as in ANET reports).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from crm.inputs import ParticipantIn
from crm.models import (
    Interaction,
    Participant,
    Statement,
)
from crm.queries.references import resolve_organisation, resolve_person
from crm.queries.rows import key_of
from crm.queries.standing import (
    Standing,
    days_of,
    memberships_on,
    name_on,
    standing_of,
    standing_on,
)
from crm.vocabulary import Attendance, InteractionStatus, RecordKind


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

    Whoever stays keeps the role and organisation frozen at the time, save what is named anew; of
    whoever is named twice, what is said last counts. Whoever said something stays, unless
    `keep_speakers` is off.
    """
    staying = participants_of(session, interaction)
    kept: list[Participant] = []
    for attendee in (_resolve(session, participant) for participant in wanted):
        participant = next((one for one in [*kept, *staying] if _is_same(one, attendee)), None)
        if participant is None:
            participant = _freeze(session, interaction, attendee)
            session.add(participant)
        else:
            _apply(participant, attendee.wanted)
        if participant in staying:
            staying.remove(participant)
        if participant not in kept:
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
    days = days_of(interaction.starts_at, interaction.ends_at)
    for participant in participants_of(session, interaction):
        if participant.person_id is None:
            name = name_on(session, participant.organisation_id or 0, days[0])
            participant.organisation_name = name
            continue
        found = memberships_on(session, participant.person_id, days)
        found.sort(key=lambda one: one.organisation_id != participant.organisation_id)
        found.sort(key=lambda one: one.id != participant.membership_id)
        if found:
            _take(participant, standing_of(session, found[0], days[0]))
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
    days, wanted = days_of(interaction.starts_at, interaction.ends_at), attendee.wanted
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
