from typing import Any

import pytest
from sqlmodel import Session, select

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import (
    add_follow_up,
    complete_follow_up,
    delete_follow_up,
    edit_follow_up,
    reopen_follow_up,
)
from crm.actions.interactions import log_interaction
from crm.actions.labels import add_field
from crm.errors import Conflict, Invalid, NotFound
from crm.inputs import (
    CollaborationIn,
    CustomFieldIn,
    FollowUpEdit,
    FollowUpIn,
    InteractionIn,
    ParticipantIn,
)
from crm.models import FollowUp
from crm.queries.follow_ups import get_follow_up, list_follow_ups
from crm.queries.records import FollowUpRecord
from crm.vocabulary import FieldType, FollowUpStatus, InteractionKind
from tests.network import employed, membership, organisation, person


def added(session: Session, title: str = "send the figures", **values: Any) -> FollowUpRecord:
    row = add_follow_up(session, FollowUpIn(title=title, **values))
    assert row.id is not None
    return get_follow_up(session, row.id)


def meeting_with(session: Session, *who: ParticipantIn) -> int:
    row = log_interaction(
        session,
        InteractionIn(
            kind=InteractionKind.MEETING,
            subject="A",
            starts_at="2019-04-11",
            participants=list(who),
        ),
    )
    assert row.id is not None
    return row.id


@pytest.mark.parametrize(
    ("direction", "status"), [("ours", "open"), ("theirs", "waiting"), ("joint", "open")]
)
def test_theirs_is_waited_for_and_others_are_open(
    session: Session, direction: str, status: str
) -> None:
    assert added(session, direction=direction)["status"] == status


def test_everything_told_is_kept(session: Session) -> None:
    add_field(session, CustomFieldIn(key="budget", type=FieldType.NUMBER, applies_to=["follow-up"]))
    told: dict[str, Any] = {
        "uid": "f-1",
        "owner": "Kim",
        "due_date": "2019-07",
        "priority": "high",
        "quote": "We shall send them.",
        "repeats": "monthly",
        "status": "cancelled",
        "custom": {"budget": 5},
    }
    promise = added(session, **told)
    assert {key: promise[key] for key in told} == told  # type: ignore[literal-required]


def test_one_that_is_done_already_was_done_today(session: Session) -> None:
    assert added(session, status="done")["done_on"] == "2019-05-02"


def test_a_persons_organisation_is_theirs_now(session: Session) -> None:
    anna, firm = employed(session, "Anna", "Firm", "VD")
    membership(session, anna, organisation(session, "Club"), "chair")
    assert added(session, person="Anna")["organisation"] == {"id": firm, "name": "Firm"}


def test_a_persons_organisation_is_left_open_when_it_could_be_several(session: Session) -> None:
    anna = person(session, "Anna")
    membership(session, anna, organisation(session, "Club"), "chair")
    membership(session, anna, organisation(session, "Firm"), "member")
    assert added(session, person=anna)["organisation"] is None


def test_a_persons_organisation_is_what_it_was_in_the_evidence(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    bo, _ = employed(session, "Bo", "Club", "chair")
    organisation(session, "Board")
    evidence = meeting_with(
        session, ParticipantIn(person=bo), ParticipantIn(person=anna, organisation="Board")
    )
    promise = added(session, person=anna, interaction=evidence)
    assert promise["organisation"] is not None
    assert promise["organisation"]["name"] == "Board"
    stranger, _ = employed(session, "Cilla", "Agency", "clerk")
    other = added(session, person=stranger, interaction=evidence)
    assert other["organisation"] is not None
    assert other["organisation"]["name"] == "Agency"


def test_what_is_said_of_person_and_organisation_is_not_second_guessed(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    club = organisation(session, "Club")
    evidence = meeting_with(session, ParticipantIn(person=anna))
    assert added(session, organisation=club, interaction=evidence)["person"] is None
    promise = added(session, person=anna, organisation=None, interaction=evidence)
    assert promise["organisation"] is None


def test_with_several_participants_nobody_is_guessed(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    bo, _ = employed(session, "Bo", "Club", "chair")
    evidence = meeting_with(session, ParticipantIn(person=anna), ParticipantIn(person=bo))
    promise = added(session, interaction=evidence)
    assert (promise["person"], promise["organisation"]) == (None, None)


def test_it_hangs_on_a_collaboration(session: Session) -> None:
    row = add_collaboration(session, CollaborationIn(title="School and work"))
    promise = added(session, collaboration=row.id)
    assert promise["collaboration"] == {"id": row.id, "name": "School and work"}


@pytest.mark.parametrize(
    "values",
    [{"person": "nobody"}, {"organisation": 9}, {"interaction": "i9"}, {"collaboration": "c9"}],
)
def test_unknown_references_are_refused(session: Session, values: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        added(session, **values)


def test_done_today_or_on_a_day_that_is_told(session: Session) -> None:
    first, second = added(session), added(session)
    complete_follow_up(session, first["id"])
    complete_follow_up(session, second["id"], "2019-04")
    done = [get_follow_up(session, one["id"]) for one in (first, second)]
    assert [(one["status"], one["done_on"]) for one in done] == [
        ("done", "2019-05-02"),
        ("done", "2019-04"),
    ]
    assert done[0]["version"] == first["version"] + 1


@pytest.mark.parametrize("day", ["2019-05-03", "2020", "2019-02-30", "soon", "\x00"])
def test_a_day_that_lies_ahead_or_cannot_be_is_refused(session: Session, day: str) -> None:
    promise = added(session)
    with pytest.raises(Invalid):
        complete_follow_up(session, promise["id"], day)
    assert get_follow_up(session, promise["id"])["status"] == "open"


def test_done_twice_is_done_once_save_for_another_day(session: Session) -> None:
    promise = added(session, due_date="2019-05-02", repeats="weekly")
    complete_follow_up(session, promise["id"])
    complete_follow_up(session, promise["id"])
    complete_follow_up(session, promise["id"], "2019-05-01")
    assert get_follow_up(session, promise["id"])["done_on"] == "2019-05-01"
    assert len(session.exec(select(FollowUp)).all()) == 2


def test_one_that_repeats_comes_anew_with_the_same_links(session: Session) -> None:
    anna, firm = employed(session, "Anna", "Firm", "VD")
    evidence = meeting_with(session, ParticipantIn(person=anna))
    promise = added(
        session,
        due_date="2019-05-03",
        repeats="weekly",
        direction="theirs",
        owner="Kim",
        interaction=evidence,
        quote="every week",
    )
    complete_follow_up(session, promise["id"])
    [following] = list_follow_ups(session, status="open")
    assert (following["due_date"], following["status"]) == ("2019-05-10", "waiting")
    for field in ("title", "direction", "owner", "quote", "repeats", "person", "organisation"):
        assert following[field] == promise[field]
    assert following["interaction"] == promise["interaction"]
    assert following["person"] == {"id": anna, "name": "Anna"}
    assert following["organisation"] == {"id": firm, "name": "Firm"}
    assert following["uid"] != promise["uid"]


@pytest.mark.parametrize(
    ("due", "repeats", "done_on", "following"),
    [
        ("2019-01-07", "weekly", "2019-05-02", "2019-05-06"),
        ("2019-05-20", "weekly", "2019-05-02", "2019-05-27"),
        (None, "monthly", "2019-05-01", "2019-06-01"),
        ("2019-03", "monthly", "2019-05-02", "2019-05"),
        ("2019-03-31", "monthly", "2019-03-20", "2019-04-30"),
    ],
)
def test_the_next_one_is_due_after_the_day_it_was_done(
    session: Session, due: str | None, repeats: str, done_on: str, following: str
) -> None:
    promise = added(session, due_date=due, repeats=repeats)
    complete_follow_up(session, promise["id"], done_on)
    assert [one["due_date"] for one in list_follow_ups(session, status="open")] == [following]


def test_the_last_of_the_month_does_not_drift(session: Session) -> None:
    first = added(session, due_date="2019-01-31", repeats="monthly")
    complete_follow_up(session, first["id"], "2019-01-31")
    [february] = list_follow_ups(session, status="open")
    complete_follow_up(session, february["id"], "2019-02-28")
    [march] = list_follow_ups(session, status="open")
    assert (february["due_date"], march["due_date"]) == ("2019-02-28", "2019-03-31")


def test_a_date_that_cannot_repeat_so_often_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        added(session, due_date="2019", repeats="weekly")
    promise = added(session, due_date="2019-05-02", repeats="weekly")
    with pytest.raises(Invalid):
        edit_follow_up(session, promise["id"], FollowUpEdit(due_date="2019-05"))


def test_reopened_it_stands_as_it_did(session: Session) -> None:
    ours, theirs = added(session), added(session, direction="theirs")
    for promise in (ours, theirs):
        complete_follow_up(session, promise["id"])
        reopen_follow_up(session, promise["id"])
    assert [get_follow_up(session, one["id"])["status"] for one in (ours, theirs)] == [
        "open",
        "waiting",
    ]
    assert get_follow_up(session, ours["id"])["done_on"] is None


def test_an_edit_changes_only_what_is_named(session: Session) -> None:
    add_field(session, CustomFieldIn(key="budget", type=FieldType.NUMBER, applies_to=["follow-up"]))
    anna, firm = employed(session, "Anna", "Firm", "VD")
    promise = added(session, person=anna, due_date="2019-05-10")
    changes = FollowUpEdit(title="call", person=None, custom={"budget": 7})
    edit_follow_up(session, promise["id"], changes)
    changed = get_follow_up(session, promise["id"])
    assert (changed["title"], changed["due_date"]) == ("call", "2019-05-10")
    assert changed["person"] is None
    assert changed["organisation"] == {"id": firm, "name": "Firm"}
    assert changed["custom"] == {"budget": 7}


def test_an_edit_to_done_is_done(session: Session) -> None:
    promise = added(session, due_date="2019-05-02", repeats="weekly")
    edit_follow_up(session, promise["id"], FollowUpEdit(status=FollowUpStatus.DONE))
    assert get_follow_up(session, promise["id"])["done_on"] == "2019-05-02"
    edit_follow_up(session, promise["id"], FollowUpEdit(status=FollowUpStatus.DONE, title="again"))
    edit_follow_up(session, promise["id"], FollowUpEdit(done_on="2019-05-01"))
    assert get_follow_up(session, promise["id"])["done_on"] == "2019-05-01"
    assert len(list_follow_ups(session, status="open")) == 1
    edit_follow_up(session, promise["id"], FollowUpEdit(status=FollowUpStatus.OPEN))
    assert get_follow_up(session, promise["id"])["done_on"] is None


def test_only_what_is_done_has_a_day_it_was_done_on(session: Session) -> None:
    promise = added(session)
    with pytest.raises(Invalid):
        edit_follow_up(session, promise["id"], FollowUpEdit(done_on="2019-05-01"))


def test_deleted_it_is_gone(session: Session) -> None:
    promise = added(session)
    delete_follow_up(session, promise["id"])
    with pytest.raises(NotFound):
        get_follow_up(session, promise["id"])


def test_a_stale_change_is_a_conflict(session: Session) -> None:
    promise = added(session)
    edit_follow_up(session, promise["id"], FollowUpEdit(owner="Kim"))
    stale = promise["version"]
    for act in (
        lambda: edit_follow_up(session, promise["id"], FollowUpEdit(owner="Bo"), version=stale),
        lambda: complete_follow_up(session, promise["id"], version=stale),
        lambda: reopen_follow_up(session, promise["id"], version=stale),
        lambda: delete_follow_up(session, promise["id"], version=stale),
    ):
        with pytest.raises(Conflict):
            act()


def test_a_uid_that_is_taken_is_refused(session: Session) -> None:
    added(session, uid="f-1")
    with pytest.raises(Invalid):
        added(session, uid="f-1")
