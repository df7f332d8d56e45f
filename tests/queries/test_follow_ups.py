from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up, complete_follow_up
from crm.actions.interactions import log_interaction
from crm.errors import Invalid, NotFound
from crm.inputs import CollaborationIn, FollowUpIn, InteractionIn
from crm.queries.follow_ups import (
    follow_up_ids,
    follow_up_rows,
    get_follow_up,
    list_follow_ups,
)
from crm.vocabulary import InteractionKind
from tests.counting import count_queries
from tests.network import employed, organisation


def added(session: Session, title: str, **values: Any) -> int:
    row = add_follow_up(session, FollowUpIn(title=title, **values))
    assert row.id is not None
    return row.id


def titles(session: Session, **filters: Any) -> list[str]:
    return [row["title"] for row in list_follow_ups(session, **filters)]


@pytest.mark.parametrize(
    ("due", "overdue"),
    [
        ("2019-05-01", True),
        ("2019-05-02", False),
        ("2019-05", False),
        ("2019-04", True),
        ("2019", False),
        ("2018", True),
        ("2019-06-01", False),
        (None, False),
    ],
)
def test_a_promise_is_late_after_the_last_day_of_its_due_date(
    session: Session, due: str | None, overdue: bool
) -> None:
    promise = added(session, "a", due_date=due)
    theirs = added(session, "b", due_date=due, direction="theirs")
    assert get_follow_up(session, promise)["overdue"] is overdue
    assert follow_up_ids(session, status="overdue") == ([promise, theirs] if overdue else [])


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_what_is_settled_is_never_late(session: Session, status: str) -> None:
    promise = added(session, "a", due_date="2019-05-01", status=status)
    assert get_follow_up(session, promise)["overdue"] is False
    assert titles(session, status="overdue") == []


def test_the_open_come_by_due_date_and_weight_the_undated_last(session: Session) -> None:
    added(session, "undated")
    added(session, "later", due_date="2019-06-01")
    added(session, "light", due_date="2019-05-10", priority="low")
    added(session, "usual", due_date="2019-05-10")
    added(session, "heavy", due_date="2019-05-10", priority="high", direction="theirs")
    added(session, "settled", due_date="2019-01-01", status="cancelled")
    expected = ["heavy", "usual", "light", "later", "undated"]
    assert titles(session, status="open") == expected
    assert titles(session) == [*expected, "settled"]
    assert titles(session, status="waiting") == ["heavy"]
    assert titles(session, status="open", limit=1) == ["heavy"]


def test_the_done_come_latest_first(session: Session) -> None:
    for title, day in (("first", "2019-04-01"), ("last", "2019-05-01"), ("month", "2019-04")):
        complete_follow_up(session, added(session, title), day)
    assert titles(session, status="done") == ["last", "first", "month"]


def test_an_unknown_status_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        follow_up_ids(session, status="late\x1b")


def test_they_are_narrowed_by_what_they_hang_on(session: Session) -> None:
    anna, firm = employed(session, "Anna", "Firm", "VD")
    club = organisation(session, "Club")
    meeting = log_interaction(
        session,
        InteractionIn(kind=InteractionKind.NOTE, subject="A", starts_at="2019-04-11"),
    )
    agreed = add_collaboration(session, CollaborationIn(title="C"))
    added(session, "person", person=anna, owner="Kim")
    added(session, "club", organisation=club, direction="theirs")
    added(session, "meeting", interaction=meeting.id)
    added(session, "agreed", collaboration=agreed.id, direction="joint")
    assert titles(session, person=anna) == ["person"]
    assert titles(session, organisation=firm) == ["person"]
    assert titles(session, organisation=club, direction="theirs") == ["club"]
    assert titles(session, owner="Kim") == ["person"]
    assert titles(session, interaction=meeting.id) == ["meeting"]
    assert titles(session, collaboration=agreed.id) == ["agreed"]
    assert titles(session, direction="joint", owner="Kim") == []


def test_rows_come_in_the_order_of_their_ids_in_as_many_queries_as_one(session: Session) -> None:
    anna, _ = employed(session, "Anna", "Firm", "VD")
    ids = [added(session, str(number), person=anna) for number in range(5)]
    wanted = [ids[3], 999, ids[0], ids[1]]
    rows = follow_up_rows(session, wanted)
    assert [row["id"] for row in rows] == [ids[3], ids[0], ids[1]]
    with count_queries(session) as one:
        follow_up_rows(session, ids[:1])
    with count_queries(session) as five:
        follow_up_rows(session, ids)
    assert one.count == five.count == 1


def test_one_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        get_follow_up(session, 3)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "%", "' OR 1=1 --", "x" * 9999])
def test_odd_text_as_a_filter_finds_nothing(session: Session, text: str) -> None:
    added(session, "a", owner="Kim")
    assert follow_up_ids(session, owner=text) == follow_up_ids(session, direction=text) == []
