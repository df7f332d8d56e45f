"""Who took part keeps the role and organisation held on that day, whatever happens later."""

from typing import Any

import pytest
from sqlmodel import Session, col, select

from crm.actions.interactions import edit_interaction, log_interaction
from crm.inputs import InteractionEdit, InteractionIn, ParticipantIn, StatementIn
from crm.models import Membership, Organisation, Participant, Person
from crm.queries.interactions import get_interaction
from crm.queries.records import ParticipantRecord
from crm.vocabulary import Attendance, InteractionKind
from tests.network import employed, former_name, membership, organisation, person, post


def meeting(session: Session, *who: ParticipantIn, on: str = "2019-04-11", **values: Any) -> int:
    row = log_interaction(
        session,
        InteractionIn(
            kind=InteractionKind.MEETING,
            subject="A",
            starts_at=on,
            participants=list(who),
            **values,
        ),
    )
    assert row.id is not None
    return row.id


def shown(session: Session, interaction_id: int) -> list[tuple[str | None, str | None]]:
    participants = get_interaction(session, interaction_id)["participants"]
    return [(one["role"], _organisation(one)) for one in participants]


def _organisation(participant: ParticipantRecord) -> str | None:
    return participant["organisation"]["name"] if participant["organisation"] else None


def test_old_meetings_show_the_state_secretary_after_a_successor_took_the_post(
    session: Session,
) -> None:
    ministry = organisation(session, "Näringsdepartementet")
    seat = post(session, "Statssekreterare", ministry)
    hogberg, successor = person(session, "Emil Högberg"), person(session, "Eva Ny")
    held = membership(session, hogberg, ministry, start="2019-01", post_id=seat)
    old = meeting(session, ParticipantIn(person=hogberg))

    ended = session.get(Membership, held)
    assert ended is not None
    ended.end_date = "2019-04-30"
    membership(session, successor, ministry, start="2019-05-01", post_id=seat)
    renamed = session.get(Organisation, ministry)
    assert renamed is not None
    renamed.name = "Klimat- och näringslivsdepartementet"
    session.flush()

    assert shown(session, old) == [("Statssekreterare", "Näringsdepartementet")]
    new = meeting(
        session, ParticipantIn(person=hogberg), ParticipantIn(person=successor), on="2019-05-02"
    )
    assert shown(session, new) == [
        (None, None),
        ("Statssekreterare", "Klimat- och näringslivsdepartementet"),
    ]


def test_a_person_who_marries_is_shown_by_the_name_of_today(session: Session) -> None:
    anna = person(session, "Anna Berg")
    old = meeting(session, ParticipantIn(person=anna))
    row = session.get(Person, anna)
    assert row is not None
    row.name = "Anna Dal"
    session.flush()
    assert get_interaction(session, old)["participants"][0]["person"] == {
        "id": anna,
        "name": "Anna Dal",
    }


def test_the_primary_membership_counts_first_then_the_one_begun_last(session: Session) -> None:
    anna = person(session, "Anna")
    names = ("Board", "Firm", "Club")
    board, firm, club = (organisation(session, name) for name in names)
    membership(session, anna, board, "member", start="2010")
    membership(session, anna, club, "chair", start="2018")
    assert shown(session, meeting(session, ParticipantIn(person=anna))) == [("chair", "Club")]
    membership(session, anna, firm, "VD", start="2015", primary=True)
    assert shown(session, meeting(session, ParticipantIn(person=anna))) == [("VD", "Firm")]


def test_a_primary_membership_that_has_ended_counts_on_its_own_days(session: Session) -> None:
    anna = person(session, "Anna")
    old, new = organisation(session, "Old"), organisation(session, "New")
    membership(session, anna, old, "VD", end="2019-04-20", primary=True)
    membership(session, anna, new, "adviser", start="2018")
    assert shown(session, meeting(session, ParticipantIn(person=anna))) == [("VD", "Old")]


def test_a_named_organisation_picks_the_membership_there(session: Session) -> None:
    anna, firm = employed(session, "Anna", "Firm", "VD")
    board = organisation(session, "Board")
    membership(session, anna, board, "member")
    chosen = ParticipantIn(person=anna, organisation="Board")
    assert shown(session, meeting(session, chosen)) == [("member", "Board")]
    assert firm != board


def test_somebody_may_attend_for_an_organisation_they_do_not_belong_to(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    organisation(session, "Network")
    stand_in = ParticipantIn(person=anna, organisation="Network")
    assert shown(session, meeting(session, stand_in)) == [(None, "Network")]


def test_a_role_that_is_told_counts(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    told = ParticipantIn(person=anna, role="moderator")
    assert shown(session, meeting(session, told)) == [("moderator", "Firm")]


def test_an_organisation_alone_takes_part_as_a_whole(session: Session) -> None:
    firm = organisation(session, "Firm")
    [participant] = get_interaction(session, meeting(session, ParticipantIn(organisation=firm)))[
        "participants"
    ]
    assert participant["person"] is None
    assert participant["organisation"] == {"id": firm, "name": "Firm"}


def test_a_renamed_organisation_is_called_what_it_was_called_on_the_day(session: Session) -> None:
    ministry = organisation(session, "Klimat- och näringslivsdepartementet")
    former_name(session, ministry, "Näringsdepartementet", "2022-12-31")
    former_name(session, ministry, "KN", None)
    whole = ParticipantIn(organisation=ministry)
    assert shown(session, meeting(session, whole)) == [(None, "Näringsdepartementet")]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "role"),
    [
        ("2019-04-09", "2019-04-12", "new"),
        ("2019-04", None, "new"),
        ("2019-03", None, None),
        ("2019-04-10T09:00", None, "new"),
    ],
)
def test_somebody_who_began_during_a_meeting_or_its_month_has_the_role(
    session: Session, starts_at: str, ends_at: str | None, role: str | None
) -> None:
    anna, _ = employed(session, "Anna", "Firm", "new", start="2019-04-10")
    times = {"ends_at": ends_at} if ends_at else {}
    found = shown(session, meeting(session, ParticipantIn(person=anna), on=starts_at, **times))
    assert found[0][0] == role


def test_the_same_person_named_twice_takes_part_once(session: Session) -> None:
    anna, firm = employed(session, "Anna", "Firm", "VD")
    twice = meeting(
        session,
        ParticipantIn(person=anna),
        ParticipantIn(person="Anna"),
        ParticipantIn(person=anna, organisation=firm),
    )
    assert shown(session, twice) == [("VD", "Firm")]


def promote(session: Session, person_id: int, role: str) -> None:
    statement = select(Membership).where(col(Membership.person_id) == person_id)
    for held in session.exec(statement):
        held.role = role
    session.flush()


def test_who_stays_keeps_what_was_frozen_when_participants_are_replaced(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    bo, _ = employed(session, "Bo", "Club", "chair")
    old = meeting(session, ParticipantIn(person=anna), ParticipantIn(person=bo))
    promote(session, anna, "chair of the board")
    cilla = person(session, "Cilla")
    now = [
        ParticipantIn(person=anna, attendance=Attendance.ABSENT),
        ParticipantIn(person=cilla),
        ParticipantIn(person=cilla),
    ]
    edit_interaction(session, old, InteractionEdit(participants=now))
    assert shown(session, old) == [("VD", "Firm"), (None, None)]
    assert get_interaction(session, old)["participants"][0]["attendance"] == "absent"


def test_who_now_attends_for_another_organisation_is_frozen_anew(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    board = organisation(session, "Board")
    membership(session, anna, board, "member")
    old = meeting(session, ParticipantIn(person=anna))
    now = [ParticipantIn(person=anna, organisation=board)]
    edit_interaction(session, old, InteractionEdit(participants=now))
    assert shown(session, old) == [("member", "Board")]


def test_whoever_spoke_stays_while_what_they_said_does(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    bo = person(session, "Bo")
    row = log_interaction(
        session,
        InteractionIn(
            kind=InteractionKind.MEETING,
            subject="A",
            starts_at="2019-04-11",
            participants=[ParticipantIn(person=bo)],
            statements=[StatementIn(speaker=anna, text="Yes.")],
        ),
    )
    assert row.id is not None
    edit_interaction(session, row.id, InteractionEdit(participants=[]))
    assert shown(session, row.id) == [("VD", "Firm")]
    edit_interaction(session, row.id, InteractionEdit(participants=[], statements=[]))
    assert shown(session, row.id) == []


def test_another_date_leaves_what_was_frozen_unless_asked(session: Session) -> None:
    anna = person(session, "Anna")
    firm, board = organisation(session, "Firm"), organisation(session, "Board")
    membership(session, anna, firm, "assistant", end="2018-12", primary=True)
    membership(session, anna, firm, "VD", start="2019-01", primary=True)
    membership(session, anna, board, "member", start="2019-01", primary=True)
    whole = ParticipantIn(organisation=board)
    old = meeting(session, ParticipantIn(person=anna), whole, on="2018-05-01")
    moved = InteractionEdit(starts_at="2019-05-01")
    edit_interaction(session, old, moved)
    assert shown(session, old) == [("assistant", "Firm"), (None, "Board")]
    former_name(session, board, "Old Board", "2019-12-31")
    edit_interaction(session, old, moved, refreeze=True)
    assert shown(session, old) == [("VD", "Firm"), (None, "Old Board")]


def test_whoever_was_nowhere_on_the_new_day_stays_as_noted(session: Session) -> None:
    anna = person(session, "Anna")
    membership(session, anna, organisation(session, "Firm"), "VD", start="2019")
    old = meeting(session, ParticipantIn(person=anna))
    edit_interaction(session, old, InteractionEdit(starts_at="2018-01-01"), refreeze=True)
    assert shown(session, old) == [("VD", "Firm")]


def test_the_membership_that_was_held_is_kept_with_the_participant(session: Session) -> None:
    anna = person(session, "Anna")
    held = membership(session, anna, organisation(session, "Firm"), "VD")
    meeting(session, ParticipantIn(person=anna))
    assert session.exec(select(Participant)).one().membership_id == held
