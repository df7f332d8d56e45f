"""What a later version of a meeting or series leaves out: guests who are dropped, days."""

import pytest

from crm.actions.interactions import edit_interaction
from crm.actions.participants import add_participants
from crm.book import Book
from crm.formats.records import InteractionRecord, ParticipantRecord
from crm.inputs import InteractionEdit, ParticipantIn, StatementIn
from crm.models import Interaction
from tests.actions.taking_in import counted, meeting, shown, take, who
from tests.people import person

GUESTS = [("Göran Lundwall", "goran@almi.example"), ("Nina Ek", "nina@almi.example")]
BOTH = [who(*guest) for guest in GUESTS]
LATER = "000001 20190410T080000Z"


@pytest.fixture
def book(book: Book) -> Book:
    """A book with two people who are invited to a meeting."""
    with book.write("people") as session:
        for name, email in GUESTS:
            person(session, name, emails=[email])
    take(book, meeting(revision="000000 20190409T080000Z", participants=BOTH))
    return book


def guests(book: Book) -> list[str]:
    return [one["person"]["name"] for one in shown(book)["participants"] if one["person"]]


def test_whom_a_later_version_does_not_name_leaves(book: Book) -> None:
    tally = take(book, meeting(revision=LATER, participants=BOTH[:1]), name="b.ics")
    assert guests(book) == ["Göran Lundwall"]
    (change,) = tally.entries[0]["changes"]
    assert (change["field"], change["old"], change["new"]) == ("participants", "p2", None)


@pytest.mark.parametrize(
    ("revision", "named"),
    [
        ("000000 20190410T080000Z", BOTH[:1]),  # an answer, which names whoever answers
        (LATER, []),  # a calendar that keeps the guests to itself
        (LATER, [BOTH[0], who("Nina Ek", "nina@gmail.com")]),
    ],
)
def test_whoever_may_still_be_invited_stays(
    book: Book, revision: str, named: list[ParticipantRecord]
) -> None:
    take(book, meeting(revision=revision, participants=named), name="b.ics")
    assert guests(book) == ["Göran Lundwall", "Nina Ek"]


def test_whoever_a_person_added_or_who_spoke_stays(book: Book) -> None:
    with book.write("by hand") as session:
        added = person(session, "Bo Dahl")
        meeting_row = session.get_one(Interaction, 1)
        add_participants(session, meeting_row, [ParticipantIn(person=added.id)])
        said = StatementIn(speaker="Nina Ek", topic="kapital", text="Mer.")
        edit_interaction(session, 1, InteractionEdit(statements=[said]))
    take(book, meeting(revision=LATER, participants=BOTH[:1]), name="b.ics")
    assert guests(book) == ["Göran Lundwall", "Nina Ek", "Bo Dahl"]


# --- Series --------------------------------------------------------------------------------------

DAYS = ("2019-06-11", "2019-06-18", "2019-06-25")


def series(revision: str, *days: str) -> list[InteractionRecord]:
    """Return the meetings of a series as a calendar tells them that has all of it."""
    found = [meeting(f"s/{day}", revision, starts_at=day, thread="s") for day in days]
    found[0].occurrences = {one.uid: one.starts_at for one in found}
    return found


def states(book: Book) -> list[str]:
    return [shown(book, number)["status"] for number in (2, 3, 4)]


def test_a_day_that_leaves_its_series_is_cancelled(book: Book) -> None:
    take(book, *series("000001", *DAYS), name="s.ics")
    tally = take(book, *series("000002", DAYS[0], DAYS[2]), name="t.ics")
    assert states(book) == ["planned", "cancelled", "planned"]
    assert counted(tally) == (0, 1, 1, 0)
    assert tally.entries[0]["changes"][-1] == {
        "field": "i3.status",
        "old": "planned",
        "new": "cancelled",
    }
    assert counted(take(book, *series("000002", DAYS[0], DAYS[2]), name="t.ics")) == (0, 0, 2, 0)


def test_an_older_series_or_one_day_of_it_cancels_nothing(book: Book) -> None:
    take(book, *series("000001", *DAYS), name="s.ics")
    take(book, *series("000000", *DAYS[:2]), name="old.ics")
    take(book, meeting(f"s/{DAYS[0]}", "000002", starts_at=DAYS[0], thread="s"), name="one.ics")
    assert states(book) == ["planned"] * 3


def test_a_series_that_becomes_one_meeting_loses_its_days(book: Book) -> None:
    take(book, *series("000001 20190410T080000Z", *DAYS), name="s.ics")
    same = meeting("s", "000001 20190410T080000Z", starts_at=DAYS[1])
    same.occurrences = {"s": DAYS[1]}
    assert counted(take(book, same, name="same.ics")) == (0, 0, 1, 0)
    assert states(book) == ["planned"] * 3
    alone = meeting("s", "000002 20190411T080000Z", starts_at="2019-06-19")
    alone.occurrences = {"s": "2019-06-19"}
    assert counted(take(book, alone, name="alone.ics")) == (1, 0, 0, 0)
    assert states(book) == ["cancelled"] * 3
    assert shown(book, 5)["status"] == "planned"
    assert counted(take(book, alone, name="alone.ics")) == (0, 0, 1, 0)


def test_a_day_that_a_person_settled_stays(book: Book) -> None:
    take(book, *series("000001", *DAYS), name="s.ics")
    book.tell("edit", edit_interaction, 3, InteractionEdit(status="held"))
    take(book, *series("000002", DAYS[0], DAYS[2]), name="t.ics")
    assert states(book) == ["planned", "held", "planned"]


def test_the_day_of_a_single_meeting_that_its_series_moves_is_that_meeting(book: Book) -> None:
    take(book, meeting("s", "000000", starts_at=DAYS[0]), name="alone.ics")
    whole = series("000001", *DAYS)
    whole[0].starts_at = whole[0].occurrences[whole[0].uid] = "2019-06-12"
    whole[0].slots = {whole[0].uid: DAYS[0]}
    assert counted(take(book, *whole, name="s.ics")) == (2, 1, 0, 0)
    assert (shown(book, 2)["starts_at"], states(book)) == ("2019-06-12", ["planned"] * 3)
    assert counted(take(book, *whole, name="s.ics")) == (0, 0, 3, 0)
    alone = meeting("s", "000002", starts_at=DAYS[0])
    alone.occurrences, alone.slots = {"s": DAYS[0]}, {f"s/{DAYS[0]}": DAYS[0]}
    assert counted(take(book, alone, name="alone.ics")) == (0, 1, 0, 0)
    assert states(book) == ["planned", "cancelled", "cancelled"]
    assert shown(book, 2)["starts_at"] == DAYS[0]
