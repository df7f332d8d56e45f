"""A book exported whole and taken into another: equal, not doubled, taken back by one undo."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crm.actions.contacts import add_contact_detail
from crm.actions.exporting import export_file
from crm.actions.importing import import_file
from crm.actions.people import edit_person
from crm.book import Book, open_book
from crm.demo import build
from crm.errors import FormatError, UsageError
from crm.inputs import PersonEdit
from crm.vocabulary import RecordKind
from tests.actions.importing import counts, person, reached, take_in, warned
from tests.formats.table_rows import TEXT
from tests.people import contact
from tests.people import person as add
from tests.rounds import rounds
from tests.whole_books import BookMaker, contents

TEXTS = st.lists(TEXT.map(lambda text: text[:20]), min_size=1, max_size=6)
ANNA = "0197a4f0-0000-7000-8000-000000000001"
EARLY, LATE = "2019-05-01T08:00:00Z", "2999-01-01T08:00:00Z"


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files here: a process for each of so many would take its time."""
    monkeypatch.setattr("crm.formats.is_isolated", lambda _reader: False)


def whole(**sections: Any) -> str:
    """Return a whole book as JSON, a value a line."""
    return json.dumps({"samverkan": 1, **sections}, indent=0)


def anna(updated_at: str = LATE, **values: Any) -> dict[str, Any]:
    """Return Anna as another book has her."""
    return {"uid": ANNA, "name": "Anna Ek", "updated_at": updated_at, **values}


def copied(source: Path, target: Path) -> dict[str, int]:
    """Take one book into another, and return what came of it."""
    with open_book(source) as book:
        export_file(book, source.with_suffix(".json"), format="book", replace=True)
    with open_book(target) as book:
        report = import_file(book, source.with_suffix(".json"))
    assert report["warnings"] == []
    return counts(report)


def test_the_demo_comes_out_of_an_import_as_it_was(empty_book: Path, tmp_path: Path) -> None:
    source, target = (Path(shutil.copy(empty_book, tmp_path / name)) for name in ("a.db", "b.db"))
    with open_book(source) as book:
        build(book)
    found = copied(source, target)
    assert found["records"] == found["new"] > 50
    assert contents(target) == contents(source)
    assert copied(source, target) == {"records": found["records"], "unchanged": found["records"]}
    with open_book(target) as book:
        assert book.find("Mårder")[0].name == "Günther Mårder"
        book.undo()
    assert contents(target) == contents(empty_book)


@settings(
    max_examples=rounds(3, 200),
    deadline=None,
    # A seed cannot be made simpler.
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=TEXTS, seed=st.integers(0, 2**32))
def test_any_book_comes_out_of_an_import_as_it_was(
    empty_book: Path, texts: list[str], seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, target = (
            Path(shutil.copy(empty_book, Path(folder) / name)) for name in ("a.db", "b.db")
        )
        with open_book(source) as book, book.write("a book") as session:
            BookMaker(session, texts, seed).fill(4)
        there = contents(source)
        found = copied(source, target)
        assert found["records"] == found["new"]
        assert contents(target) == there
        assert set(copied(source, target)) == {"records", "unchanged"}


def test_every_table_of_a_made_book_has_rows(empty_book: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(empty_book, tmp_path / "book.db"))
    with open_book(path) as book, book.write("a book") as session:
        BookMaker(session, ["Ek"], seed=1).fill(6)
    assert [table for table, rows in contents(path).items() if not rows] == []


def test_what_a_later_file_says_is_taken_and_shown(book: Book) -> None:
    take_in(book, whole(people=[anna(EARLY, note="Old.", tags=["press"])]), "a.json")
    phone = {"type": "phone", "value": "+46701740605"}
    later = anna(note="New.", language="sv", tags=["vip"], contact_details=[phone])
    report = take_in(book, whole(people=[later]), "b.json")
    assert counts(report) == {"records": 1, "updated": 1}
    (entry,) = report["changes"]
    assert (entry["reference"], entry["kind"]) == ("p1", "person")
    assert [(one["field"], one["old"], one["new"]) for one in entry["changes"]][:2] == [
        ("language", None, "sv"),
        ("note", "Old.", "New."),
    ]
    found = person(book, "Anna Ek")
    assert (found["note"], found["language"], found["version"]) == ("New.", "sv", 2)
    assert found["tags"] == ["press", "vip"]
    assert reached(found) == [("phone", "+46701740605")]
    assert counts(take_in(book, whole(people=[later]), "b.json")) == {"records": 1, "unchanged": 1}


def test_what_somebody_changed_since_is_kept_and_reported(book: Book) -> None:
    take_in(book, whole(people=[anna(EARLY, note="Old.")]), "a.json")
    book.tell("edit", edit_person, 1, PersonEdit(note="Mine."))
    report = take_in(book, whole(people=[anna(EARLY, note="Old.")]), "a.json")
    assert counts(report) == {"records": 1, "unchanged": 1}
    assert [one["problem"] for one in report["warnings"]] == [
        "The book has a later version, which was kept; the file differs in: Note."
    ]
    assert person(book, "Anna Ek")["note"] == "Mine."


def test_an_import_never_empties_and_never_takes_away(book: Book) -> None:
    with book.write("add") as session:
        add(session, "Anna Ek", uid=ANNA, note="Mine.")
        detail = contact("email", "anna@example.com")
        add_contact_detail(session, RecordKind.PERSON, 1, detail)
    assert counts(take_in(book, whole(people=[anna()]), "a.json")) == {"records": 1, "unchanged": 1}
    found = person(book, "Anna Ek")
    assert (found["note"], reached(found)) == ("Mine.", [("email", "anna@example.com")])


def test_an_unknown_reference_is_reported_with_its_line(book: Book) -> None:
    place = {"uid": "m", "person": ANNA, "organisation": {"uid": "o", "name": "ALMI"}}
    report = take_in(book, whole(people=[anna()], memberships=[place]), "a.json")
    assert counts(report) == {"records": 2, "new": 1, "rejected": 1}
    assert warned(report) == [(11, "organisation", "ALMI (o)")]
    promise = {"uid": "f", "title": "Call", "person": "nobody"}
    report = take_in(book, whole(follow_ups=[promise]), "a.json")
    assert counts(report) == {"records": 1, "new": 1}
    assert warned(report) == [(4, "person", "nobody")]


def test_what_comes_before_what_it_points_at_waits_for_it(book: Book) -> None:
    place = {"uid": "m", "person": ANNA, "organisation": "o", "role": "VD"}
    under = {"uid": "o", "name": "ALMI Invest", "parent": "p"}
    above = {"uid": "p", "name": "ALMI"}
    text = whole(memberships=[place], organisations=[under, above], people=[anna()])
    report = take_in(book, text, "a.json")
    assert (counts(report), report["warnings"]) == ({"records": 4, "new": 4}, [])
    (membership,) = person(book, "Anna Ek")["memberships"]
    assert membership["organisation"]["name"] == "ALMI Invest"


def test_what_lies_under_itself_is_not_believed(book: Book) -> None:
    circle = [{"uid": "a", "name": "A", "parent": "b"}, {"uid": "b", "name": "B", "parent": "a"}]
    report = take_in(book, whole(organisations=circle), "a.json")
    assert counts(report) == {"records": 2, "new": 2}
    assert [field for _line, field, _value in warned(report)] == ["parent"]


@pytest.mark.parametrize(
    ("section", "entry", "field"),
    [
        ("people", {"uid": "u"}, "name"),
        ("people", {"uid": "u", "name": ["Anna"]}, "name"),
        ("interactions", {"uid": "u", "subject": "S", "kind": "party"}, "kind"),
        ("interactions", {"uid": "u", "subject": "S", "starts_at": "soon"}, "starts_at"),
        ("assessments", {"uid": "u", "date": "2019"}, ""),
        ("assessments", {"uid": "u", "person": ANNA, "date": "2019", "interest": 9}, "interest"),
        ("distinct_pairs", {"kind": "topic", "first": "a", "second": "b"}, "kind"),
        ("people", {"uid": "u", "name": "A", "created_at": "yesterday"}, "created_at"),
    ],
)
def test_a_record_that_cannot_be_is_rejected_with_the_reason(
    book: Book, section: str, entry: dict[str, Any], field: str
) -> None:
    report = take_in(book, whole(**{"people": [anna()], section: [entry]}), "a.json")
    assert counts(report)["rejected"] == 1
    assert field in [one["field"] for one in report["warnings"]]


def test_what_belongs_to_a_record_and_cannot_be_is_left_out_and_reported(book: Book) -> None:
    details = [
        {"type": "email", "value": "no address"},
        {"type": "phone", "value": "070-174 06 05"},
    ]
    report = take_in(book, whole(people=[anna(contact_details=details, shoe=41)]), "a.json")
    assert counts(report) == {"records": 1, "new": 1}
    assert {field for _line, field, _value in warned(report)} == {"contact_details.value", "shoe"}
    assert reached(person(book, "Anna Ek")) == [("phone", "+46701740605")]


def test_the_same_record_twice_in_a_file_is_taken_once(book: Book) -> None:
    report = take_in(book, whole(people=[anna(), anna(note="Again.")]), "a.json")
    assert counts(report) == {"records": 2, "new": 1, "rejected": 1}


def test_a_tag_of_the_same_name_is_the_same_tag(book: Book) -> None:
    with book.write("add") as session:
        add(session, "Bo Ek", tags=["Press"])
    take_in(
        book, whole(tags=[{"uid": "t", "name": "press"}], people=[anna(tags=["press"])]), "a.json"
    )
    assert person(book, "Anna Ek")["tags"] == ["Press"]


def test_a_record_without_a_uid_is_the_same_when_it_comes_again(book: Book) -> None:
    meeting = {"kind": "meeting", "subject": "Möte", "starts_at": "2019-04-11"}
    assert counts(take_in(book, whole(interactions=[meeting]), "a.json"))["new"] == 1
    assert counts(take_in(book, whole(interactions=[meeting]), "a.json"))["unchanged"] == 1


def test_a_book_of_a_newer_version_is_refused(book: Book) -> None:
    with pytest.raises(FormatError, match="newer version"):
        take_in(book, '{"samverkan": 2, "people": []}', "a.json")


def test_a_whole_book_is_not_a_choice(book: Book, tmp_path: Path) -> None:
    for chosen in ({"tag": "vip"}, {"columns": ["name"]}, {"kind": "people"}):
        with pytest.raises(UsageError, match="whole book"):
            export_file(book, tmp_path / "a.json", format="book", **chosen)


def test_a_task_that_was_done_on_a_phone_is_done_in_the_book(book: Book) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VTODO\r\nUID:f\r\n"
        "DTSTAMP:20190501T080000Z\r\nLAST-MODIFIED:{at}\r\nSUMMARY:Ring ALMI\r\nSTATUS:{status}\r\n"
        "END:VTODO\r\nEND:VCALENDAR\r\n"
    )
    take_in(book, calendar.format(at="20190501T080000Z", status="NEEDS-ACTION"), "a.ics")
    done = calendar.format(at="20190502T080000Z", status="COMPLETED")
    assert counts(take_in(book, done, "a.ics")) == {"records": 1, "updated": 1}
    old = calendar.format(at="20190501T080000Z", status="NEEDS-ACTION")
    assert counts(take_in(book, old, "a.ics")) == {"records": 1, "unchanged": 1}
