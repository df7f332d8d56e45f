"""Answers to invitations: to which version of a meeting they are, and to which of its days."""

import pytest

from crm.actions.importing.interaction_answers import version_answered
from crm.actions.importing.report import Tally
from crm.book import Book
from crm.formats.records import InteractionRecord
from tests.actions.taking_in import meeting, shown, take, who
from tests.people import person

NINA = ("Nina Ek", "nina@almi.example")
DAYS = ("2019-06-11T09:00", "2019-06-18T09:00", "2019-06-25T09:00")
ISSUE = "000001 20190410T080000Z"
LATE = "The answer is to an earlier version of the meeting, so it is not noted."


@pytest.fixture
def book(book: Book) -> Book:
    """A book with a series to which Nina is invited, and which was sent out anew."""
    with book.write("people") as session:
        person(session, NINA[0], emails=[NINA[1]])
    invited = [who(*NINA, attendance="invited")]
    days = [
        meeting(f"s/{day}", ISSUE, starts_at=day, thread="s", participants=invited) for day in DAYS
    ]
    take(book, *days, name="s.ics")
    return book


def answer(
    revision: str, attendance: str, day: str = "", *, goes_on: bool = False
) -> InteractionRecord:
    """Return what Nina answers, to one day or to all."""
    return meeting(
        f"s/{day}" if day else "s",
        revision,
        starts_at=day,
        thread="s",
        participants=[who(*NINA, attendance=attendance)],
        is_answer=True,
        goes_on=goes_on,
    )


def coming(book: Book) -> list[str | None]:
    return [shown(book, number)["participants"][0]["attendance"] for number in (1, 2, 3)]


def problems(tally: Tally) -> list[str]:
    return [one["problem"] for one in tally.warnings()]


@pytest.mark.parametrize(
    ("said", "issue", "version"),
    [
        ("000002 20190411T000000Z", ISSUE, "000002 20190411T000000Z"),
        ("000000 20190411T000000Z", ISSUE, "000000 20190411T000000Z"),
        ("- 20190411T000000Z", ISSUE, "000001 20190411T000000Z"),
        ("- 20190410T000000Z", ISSUE, "000000 20190410T000000Z"),
        ("- 20190410T000000Z", "", "000000 20190410T000000Z"),
        ("- 20190410T000000Z", "000002", "000002 20190410T000000Z"),
        ("-", ISSUE, "000000"),
        ("", ISSUE, ""),
    ],
)
def test_the_version_that_is_answered(said: str, issue: str, version: str) -> None:
    assert version_answered(said, issue) == version


def test_an_answer_without_a_sequence_counts_by_when_it_was_made(book: Book) -> None:
    assert problems(take(book, answer("- 20190409T080000Z", "declined"), name="a.ics")) == [LATE]
    assert coming(book) == ["invited"] * 3
    assert problems(take(book, answer("- 20190411T080000Z", "accepted"), name="b.ics")) == []
    assert coming(book) == ["accepted"] * 3
    # The same again, and an earlier one that comes late.
    assert take(book, answer("- 20190411T080000Z", "accepted"), name="b.ics").unchanged == 1
    assert problems(take(book, answer("- 20190410T090000Z", "declined"), name="c.ics")) == []
    assert coming(book) == ["accepted"] * 3


def test_an_answer_to_a_day_and_those_after_it(book: Book) -> None:
    tally = take(book, answer(ISSUE, "declined", DAYS[1], goes_on=True), name="a.ics")
    assert coming(book) == ["invited", "declined", "declined"]
    assert [one["field"] for one in tally.entries[0]["changes"]] == [
        "participants.attendance",
        "i3.participants.attendance",
    ]
    take(book, answer(ISSUE, "tentative", DAYS[0]), name="b.ics")
    assert coming(book)[1:] == ["declined"] * 2


def test_an_answer_that_is_older_than_the_calendar_counts_where_that_says_none(book: Book) -> None:
    early, late = "000001 20190409T080000Z", "000001 20190420T080000Z"
    assert problems(take(book, answer(early, "accepted", DAYS[0]), name="a.ics")) == []
    assert coming(book) == ["accepted", "invited", "invited"]
    again = meeting(f"s/{DAYS[0]}", late, starts_at=DAYS[0], thread="s")
    for attendance, found in (("invited", "accepted"), ("declined", "declined")):
        again.participants = [who(*NINA, attendance=attendance)]
        take(book, again, name=f"{attendance}.ics")
        assert coming(book)[0] == found
    # The answer is older than what the calendar says by now.
    assert take(book, answer(early, "accepted", DAYS[0]), name="a.ics").unchanged == 1
    again.participants, again.revision = [who(*NINA, attendance="invited")], "000002"
    take(book, again, name="anew.ics")
    assert coming(book)[0] == "invited"
