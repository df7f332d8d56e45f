"""Meetings and letters are stored a part of a file at a time, as if each came by itself."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from crm.actions.importing import savers
from crm.actions.memberships import end_membership
from crm.actions.topics import add_topic
from crm.book import Book, open_book
from crm.formats.records import InteractionRecord, ProposalRecord
from crm.inputs import TopicIn
from crm.models import Change
from crm.vocabulary import InteractionStatus
from tests.actions.taking_in import counted, letter, meeting, take, who
from tests.people import organisation, person
from tests.rounds import rounds
from tests.whole_books import contents

MANY = 120
OF_CHANCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9-]{10}T[0-9:]{8}Z")
GUESTS = [
    who("Göran Lundwall", "goran@almi.example", attendance="accepted", function="organiser"),
    who("G. Lundwall", "GORAN@almi.example"),
    who("Nina Ek", "nina@almi.example", role="Talare"),
    who("Nina Nytt", "nytt@almi.example"),
    who("Info", "info@almi.example"),
]
SIGNED = [ProposalRecord("nina@almi.example", "Nina Ek", "role", word) for word in ("VD", "Chef")]
DAYS = ("2018-04", "2019-04-11T09:00", "2019-06-11", "2019-06-18", "")
RECORDS = st.builds(
    meeting,
    uid=st.sampled_from(["m1", "s", *(f"s/{day}" for day in DAYS)]),
    revision=st.sampled_from(["000000", "000001", "000001 20190410", "- 20190411"]),
    status=st.sampled_from(["", "", "held", "cancelled"]),
    starts_at=st.sampled_from(DAYS),
    thread=st.sampled_from(["", "s"]),
    topics=st.lists(st.sampled_from(["kapital", "Finans", "Blå", "blå", "\u200d"]), max_size=3),
    participants=st.lists(st.sampled_from(GUESTS), max_size=3),
    attachments=st.lists(st.sampled_from(["https://a.example/b", "c.pdf"]), max_size=2),
    proposals=st.lists(st.sampled_from(SIGNED), max_size=1),
    occurrences=st.sampled_from([{}, {}, {f"s/{DAYS[2]}": DAYS[2], "s": DAYS[3]}]),
    slots=st.sampled_from([{}, {f"s/{DAYS[2]}": DAYS[3]}]),
    is_answer=st.sampled_from([False, False, True]),
    goes_on=st.booleans(),
)


def fill(session: Session) -> None:
    """Add two people, one of them at two places over time, and a topic with a synonym."""
    almi = organisation(session, "ALMI", emails=["info@almi.example"])
    first = {"organisation": almi.id, "role": "Rådgivare", "start_date": "2015"}
    now = {"organisation": almi.id, "role": "VD", "start_date": "2019-04", "primary": True}
    person(session, "Göran Lundwall", emails=["goran@almi.example"], memberships=[first, now])
    end_membership(session, 1, "2019-03")
    person(session, "Nina Ek", emails=["nina@almi.example"], memberships=[now])
    add_topic(session, TopicIn(name="Kapital", synonyms=["Finans"]))


@pytest.fixture(scope="module")
def filled(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A book with whom the records name."""
    path = Path(shutil.copy(empty_book, tmp_path_factory.mktemp("together") / "book.db"))
    with open_book(path, actor="tester") as book:
        book.tell("fill", fill)
    yield path


@given(records=st.lists(RECORDS, max_size=8), add_people=st.booleans())
@settings(max_examples=rounds(12, 200), deadline=None)
def test_the_book_is_the_same_as_if_each_came_by_itself(
    filled: Path, records: list[InteractionRecord], add_people: bool
) -> None:
    with TemporaryDirectory() as name:
        books = [Path(shutil.copy(filled, Path(name) / f"{length}.db")) for length in (1, 2000)]
        alone = _after_import(books[0], records, 1, add_people=add_people)
        assert _after_import(books[1], records, 2000, add_people=add_people) == alone


def _after_import(
    path: Path, records: list[InteractionRecord], length: int, *, add_people: bool
) -> list[Any]:
    """Return what an import and the same again say, what is found, and all that the book holds."""
    with open_book(path, actor="tester") as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr(savers, "PART_LENGTH", length)
        tallies = [take(book, *records, add_people=add_people) for _round in range(2)]
        found = [(hit.name, hit.why) for hit in book.find("almi", limit=100)]
    told = [(tally.entries, tally.proposals, tally.problems, counted(tally)) for tally in tallies]
    rows = {
        table: [[value for value in row if not _is_of_chance(value)] for row in rows]
        for table, rows in contents(path).items()
    }
    return [told, found, rows]


def _is_of_chance(value: object) -> bool:
    """Tell whether a value is a uid that we gave, or says when that was."""
    return isinstance(value, str) and bool(OF_CHANCE.fullmatch(value))


def logged_as_ranges(session: Session) -> list[tuple[str, int]]:
    """Return of each range in the log its table and how many rows it has."""
    ranges = select(Change).where(col(Change.last_row_id).is_not(None))
    return sorted(
        (one.table_name, (one.last_row_id or 0) - one.row_id + 1) for one in session.exec(ranges)
    )


def test_many_are_one_line_of_the_log_each_table_and_undone_at_once(book: Book) -> None:
    with book.write("people") as session:
        fill(session)
    before = contents(book.path)
    letters = [
        letter(f"<{n}@x>", subject=f"Brev {n}", participants=GUESTS[:3], topics=["kapital"])
        for n in range(MANY)
    ]
    assert counted(take(book, *letters)) == (MANY, 0, 0, 0)
    assert [hit.name for hit in book.find(f"brev {MANY - 1} göran")] == [f"Brev {MANY - 1}"]
    assert book.ask(logged_as_ranges) == [
        ("interaction", MANY),
        ("interaction_topic", MANY),
        ("participant", 2 * MANY),
        ("record_source", MANY),
    ]
    assert counted(take(book, *letters)) == (0, 0, MANY, 0)
    changed = letter("<7@x>", revision="1", place="Sandviken")
    assert counted(take(book, changed)) == (0, 1, 0, 0)
    book.undo()
    book.undo()
    assert contents(book.path) == before


def test_whoever_a_later_letter_names_is_there_by_then(book: Book) -> None:
    take(book, letter("<1@x>"))
    nina = who("Nina Ek", "nina@almi.example")
    again = letter("<1@x>", participants=[nina], status=str(InteractionStatus.HELD))
    assert counted(take(book, letter("<2@x>", participants=[nina]), again, add_people=True)) == (
        *(1, 1, 0, 0),
    )
