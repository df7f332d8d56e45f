"""`crm import` of calendars: what a later version of a meeting, or an answer, makes of the book."""

from pathlib import Path
from typing import Protocol

import pytest

from tests.cli.conftest import Run
from tests.formats.calendars import calendar, event

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"
DAYS = ("2019-05-10", "2019-05-17", "2019-05-24")
ANNA = "ATTENDEE;CN=Anna Ek;PARTSTAT={}:mailto:anna@ek.example"
BO = "ATTENDEE;CN=Bo Dahl;PARTSTAT={}:mailto:bo@dahl.example"


class Send(Protocol):
    """Imports a calendar of some versions of one meeting, or the last one again.

    It returns what became of them: how many were new, updated and unchanged, and what is doubtful.
    """

    def __call__(self, *versions: list[str], method: str = "REQUEST") -> str: ...


@pytest.fixture
def send(do: Run, tmp_path: Path) -> Send:
    """Return a function that imports into a book with Anna and Bo."""
    do("person", "add", "Anna Ek", "--email", "anna@ek.example")
    do("person", "add", "Bo Dahl", "--email", "bo@dahl.example")
    path = tmp_path / "mote.ics"

    def call(*versions: list[str], method: str = "REQUEST") -> str:
        if versions:
            path.write_text(calendar(*versions, method=method), encoding="utf-8")
        told = do("import", str(path))
        counts = told.out.partition(", ")[2].partition(" unchanged")[0]
        return counts + told.err.replace(str(path), "")

    return call


def version(sequence: int, *lines: str, stamp: str = "", day: str = DAYS[0]) -> list[str]:
    """Return a version of the meeting as its lines; it begins at eight, or not at all."""
    start = f"DTSTART:{day.replace('-', '')}T080000Z" if day else ""
    stamped = stamp or f"2019040{sequence + 1}T080000Z"
    told = ("SUMMARY:Avstämning", f"SEQUENCE:{sequence}", f"DTSTAMP:{stamped}", *lines)
    return event(*told, uid="u1@rk.example", start=start)


def answer(who: str, status: str, *lines: str, stamp: str = "20190420T080000Z") -> list[str]:
    return version(0, who.format(status), *lines, stamp=stamp, day="")


def book(do: Run) -> list[tuple[str, str, int]]:
    """Return the day, status and key of every meeting in the book, by day."""
    found = do("interaction", "list", "--json").data
    return sorted((one["starts_at"][:10], one["status"], one["id"]) for one in found)


def coming(do: Run, *numbers: int) -> list[list[str]]:
    """Return what each guest said of some meetings."""
    shown = [do("show", f"i{number}", "--json").data for number in numbers]
    return [[one["attendance"] for one in meeting["participants"]] for meeting in shown]


def test_an_answer_to_a_series_notes_only_who_will_come(do: Run, send: Send) -> None:
    invited = version(0, WEEKLY, ANNA.format("NEEDS-ACTION"), BO.format("NEEDS-ACTION"))
    send(invited)
    before = book(do)
    assert send(answer(ANNA, "ACCEPTED"), method="REPLY") == "0 new, 1 updated, 0"
    assert send() == "0 new, 0 updated, 1"
    assert coming(do, 1, 2, 3) == [["accepted", "invited"]] * 3
    one_day = "RECURRENCE-ID:20190517T080000Z"
    send(answer(BO, "DECLINED", one_day, stamp="20190419T080000Z"), method="REPLY")
    send(answer(ANNA, "DECLINED", stamp="20190401T090000Z"), method="REPLY")
    # Read again, the invitation does not take the answers back.
    assert send(invited) == "0 new, 0 updated, 3"
    only_anna = ["accepted", "invited"]
    assert coming(do, 1, 2, 3) == [only_anna, ["accepted", "declined"], only_anna]
    assert book(do) == before


def test_an_answer_to_a_meeting_that_is_not_in_the_book_is_a_doubt(do: Run, send: Send) -> None:
    told = send(answer(ANNA, "ACCEPTED"), method="REPLY")
    sentence = "The answer is to a meeting that is not in the book, so it is not noted."
    assert told == f"0 new, 0 updated, 1, line 5, Participants: {sentence} [Avstämning]\n"
    send(version(0, WEEKLY))
    send(answer(ANNA, "ACCEPTED", "RECURRENCE-ID:20190518T080000Z"), method="REPLY")
    assert len(book(do)) == 3
    assert coming(do, 1, 2, 3) == [[]] * 3


def test_who_would_be_added_is_not_said_to_be_there(do: Run, tmp_path: Path) -> None:
    path = tmp_path / "mote.ics"
    path.write_text(calendar(version(0, ANNA.format("ACCEPTED"))), encoding="utf-8")
    told = do("import", str(path), "--add-people", "--dry-run").out
    assert told.endswith("Proposed\n  line 4  Anna Ek <anna@ek.example> is to be added\n")
    said = do("import", str(path), "--add-people").err
    assert said == "Proposed:\n  line 4  Anna Ek <anna@ek.example> was added as p1\n"


def test_what_a_person_wrote_of_a_guest_stands_against_an_answer(do: Run, send: Send) -> None:
    send(version(0, ANNA.format("NEEDS-ACTION")))
    do("interaction", "edit", "i1", "--without", "p1")
    do("interaction", "edit", "i1", "--with", "p1", "--attendance", "declined")
    told = send(answer(ANNA, "ACCEPTED"), method="REPLY")
    assert "Somebody wrote otherwise in the book, which was kept: Participants." in told
    assert coming(do, 1) == [["declined"]]


def test_a_single_meeting_that_becomes_a_series_is_its_first_day(do: Run, send: Send) -> None:
    send(version(0, ANNA.format("ACCEPTED")))
    assert send(version(1, WEEKLY, ANNA.format("ACCEPTED"))) == "2 new, 1 updated, 0"
    assert send() == "0 new, 0 updated, 3"
    assert book(do) == [(day, "planned", number) for number, day in enumerate(DAYS, 1)]
    assert coming(do, 1) == [["accepted"]]
    # An older version, read late, brings nothing back.
    send(version(0, ANNA.format("ACCEPTED")))
    assert len(book(do)) == 3


def test_a_single_meeting_that_is_no_day_of_its_series_is_called_off(do: Run, send: Send) -> None:
    send(version(0, day="2019-05-09"))
    send(version(1, WEEKLY))
    assert send() == "0 new, 0 updated, 3"
    days = [(day, "planned", number) for number, day in enumerate(DAYS, 2)]
    assert book(do) == [("2019-05-09", "cancelled", 1), *days]


def test_a_series_that_becomes_one_meeting_keeps_that_day(do: Run, send: Send) -> None:
    send(version(0, WEEKLY))
    assert send(version(1, day=DAYS[1])) == "0 new, 1 updated, 0"
    assert send() == "0 new, 0 updated, 1"
    alone = [(DAYS[0], "cancelled", 1), (DAYS[1], "planned", 2), (DAYS[2], "cancelled", 3)]
    assert book(do) == alone
    send(version(0, WEEKLY))
    assert book(do) == alone
    send(version(2, WEEKLY))
    assert book(do) == [(day, "planned", number) for number, day in enumerate(DAYS, 1)]


def test_of_odd_entries_each_gets_one_sentence_and_the_others_are_taken(send: Send) -> None:
    """The line is that of the entry where nothing of it can be noted, else of the property."""
    crowd = [f"ATTENDEE:mailto:p{number}@ek.example" for number in range(50_000)]
    told = send(
        event(uid="none", start=""),
        event(uid="unreadable", start="DTSTART:someday"),
        event("DTEND:20190510T070000Z", uid="early"),
        event("DURATION:-PT1H", uid="negative"),
        event("DTEND;TZID=Mine:20190510T1000", uid="zone", start="DTSTART;TZID=Mine:20190510T0900"),
        event(*crowd, "SUMMARY:Crowd", uid="crowd"),
    )
    assert told.splitlines() == [
        "4 new, 0 updated, 0, line 5, VEVENT: The entry does not say when it begins. [none]",
        ", line 8, DTSTART: It cannot be read when the entry begins: write a date such as "
        "20190502. [someday]",
        ", line 15, DTEND: The meeting ends before it begins: the end is left out. "
        "[20190510T070000Z]",
        ", line 20, DURATION: The meeting ends before it begins: the end is left out. [-PT1H]",
        ", line 24, DTSTART: No time zone is called Mine: the time is taken as it stands. "
        "[20190510T0900]",
        ", line 2030, ATTENDEE: 48000 more attendees are left out. [mailto:p2000@ek.example]",
    ]
