from typing import Any

import pytest
from sqlmodel import Session, delete

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.errors import Invalid
from crm.inputs import CollaborationIn, FollowUpIn, InteractionIn
from crm.models import FollowUp
from crm.queries.agenda import agenda
from crm.queries.follow_ups import follow_up_ids, list_follow_ups
from crm.queries.records import AgendaRecord
from tests.counting import count_queries


def promised(session: Session, title: str, due: str | None = None, **values: Any) -> None:
    add_follow_up(session, FollowUpIn(title=title, due_date=due, **values))


def planned(session: Session, subject: str, on: str, **values: Any) -> None:
    usual = {"kind": "meeting", "subject": subject, "starts_at": on, "status": "planned"}
    log_interaction(session, InteractionIn(**usual | values))


def forget(session: Session) -> None:
    session.exec(delete(FollowUp))


def where(found: AgendaRecord) -> dict[str, list[str]]:
    return {
        "overdue": [row["title"] for row in found["overdue"]],
        "due_today": [row["title"] for row in found["due_today"]],
        "coming": [row["title"] for row in found["coming"]],
        "later": [row["title"] for row in found["later"]],
        "waiting": [row["title"] for row in found["waiting"]],
        "undated": [row["title"] for row in found["undated"]],
    }


def the_only_list(session: Session, **values: Any) -> str | None:
    lists = [name for name, titles in where(agenda(session, **values)).items() if titles]
    assert len(lists) <= 1
    return lists[0] if lists else None


@pytest.mark.parametrize(
    ("due", "ours", "theirs"),
    [
        ("2019-05-01", "overdue", "overdue"),
        ("2019-04", "overdue", "overdue"),
        ("2018", "overdue", "overdue"),
        ("2019-05-02", "due_today", "due_today"),
        ("2019-05-03", "coming", "waiting"),
        ("2019-05-16", "coming", "waiting"),
        ("2019-05-17", "later", "waiting"),
        ("2019-05", "later", "waiting"),
        ("2019", "later", "waiting"),
        (None, "undated", "waiting"),
    ],
)
def test_every_promise_stands_in_one_list(
    session: Session, due: str | None, ours: str | None, theirs: str
) -> None:
    cases: list[tuple[dict[str, str], str | None]] = [
        ({}, ours),
        ({"direction": "theirs"}, theirs),
        ({"status": "waiting"}, theirs),
        ({"status": "done"}, None),
    ]
    for values, expected in cases:
        with session.begin_nested() as aside:
            promised(session, "a", due, **values)
            assert the_only_list(session) == expected
            aside.rollback()


@pytest.mark.parametrize(
    ("today", "due"),
    [("2019-05-31", "2019-05"), ("2019-12-31", "2019"), ("2019-12-31", "2019-12")],
)
def test_a_month_or_year_is_due_on_its_last_day(
    session: Session, monkeypatch: pytest.MonkeyPatch, today: str, due: str
) -> None:
    promised(session, "a", due)
    monkeypatch.setenv("CRM_TODAY", today)
    assert the_only_list(session) == "due_today"


def test_a_month_comes_when_its_last_day_does(session: Session) -> None:
    promised(session, "a", "2019-05")
    assert the_only_list(session, days=28) == "later"
    assert the_only_list(session, days=29) == "coming"


def test_both_ways_on_the_right_day(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    promised(session, "send the figures", "2019-07-02")
    promised(session, "invite us to the reference group", "2019-07-02", direction="theirs")
    monkeypatch.setenv("CRM_TODAY", "2019-07-02")
    assert where(agenda(session))["due_today"] == [
        "send the figures",
        "invite us to the reference group",
    ]


def test_lists_of_promises_say_the_same_of_what_is_late(session: Session) -> None:
    for due in ("2019-05-01", "2019-05-02", "2019-04", "2019-05", "2018", "2019", None):
        for values in ({}, {"status": "waiting"}, {"status": "done"}, {"direction": "theirs"}):
            promised(session, f"{due}", due, **values)
    late = [row["id"] for row in agenda(session)["overdue"]]
    assert late == follow_up_ids(session, status="overdue")
    told = {row["id"]: row["overdue"] for row in list_follow_ups(session)}
    assert late == [identity for identity in late if told[identity]]
    assert sum(told.values()) == len(late) == 9


def test_the_nearest_come_first(session: Session) -> None:
    promised(session, "late", "2019-05-09")
    promised(session, "soon", "2019-05-03")
    promised(session, "soon and weighty", "2019-05-03", priority="high")
    assert where(agenda(session))["coming"] == ["soon and weighty", "soon", "late"]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "shown"),
    [
        ("2019-05-02", None, True),
        ("2019-05-16T09:00", None, True),
        ("2019-05-17", None, False),
        ("2019-05-01", None, False),
        ("2019-05-01", "2019-05-02", True),
        ("2019-04-29T09:00", "2019-05-02T17:00", True),
        ("2019-04-29", "2019-05", True),
        ("2019-05", None, True),
        ("2019-04", None, False),
    ],
)
def test_meetings_planned_within_the_days_or_under_way(
    session: Session, starts_at: str, ends_at: str | None, shown: bool
) -> None:
    planned(session, "a", starts_at, ends_at=ends_at)
    planned(session, "called off", starts_at, ends_at=ends_at, status="cancelled")
    assert [row["subject"] for row in agenda(session)["meetings"]] == (["a"] if shown else [])


def test_meetings_come_in_the_order_they_happen(session: Session) -> None:
    planned(session, "second", "2019-05-04")
    planned(session, "first", "2019-05-03T09:00")
    assert [row["subject"] for row in agenda(session)["meetings"]] == ["first", "second"]


@pytest.mark.parametrize(
    ("review_on", "status", "shown"),
    [
        ("2019-05-02", "active", True),
        ("2019-05", "agreed", True),
        ("2018", "paused", True),
        ("2019-05-03", "active", False),
        ("2019-05-01", "ended", False),
        (None, "active", False),
    ],
)
def test_reviews_whose_day_has_come(
    session: Session, review_on: str | None, status: str, shown: bool
) -> None:
    entry: dict[str, Any] = {"title": "a", "review_on": review_on, "status": status}
    add_collaboration(session, CollaborationIn(**entry))
    assert [row["title"] for row in agenda(session)["reviews"]] == (["a"] if shown else [])


@pytest.mark.parametrize("days", [-1, 3661, 10**30])
def test_days_out_of_range_are_refused(session: Session, days: int) -> None:
    with pytest.raises(Invalid):
        agenda(session, days=days)


def test_at_the_end_of_time_there_is_still_an_agenda(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised(session, "a", "9999-12-31")
    monkeypatch.setenv("CRM_TODAY", "9999-12-30")
    planned(session, "b", "9999-12-31")
    found = agenda(session)
    assert found["today"] == "9999-12-30"
    assert where(found)["coming"] == ["a"]
    assert [row["subject"] for row in found["meetings"]] == ["b"]


def test_it_takes_as_many_queries_for_much_as_for_little(session: Session) -> None:
    def fill() -> None:
        for due in ("2019-05-01", "2019-05-02", "2019-05-03", None):
            promised(session, "a", due)
            promised(session, "b", due, direction="theirs")
        planned(session, "m", "2019-05-03")
        add_collaboration(session, CollaborationIn(title="c", review_on="2019"))

    fill()
    with count_queries(session) as little:
        agenda(session)
    for _time in range(5):
        fill()
    session.flush()
    with count_queries(session) as much:
        agenda(session)
    assert little.count == much.count
