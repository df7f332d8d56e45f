"""A file is one import: what it adds and reports, and what saves nothing."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crm.actions.importing import import_file
from crm.book import Book
from crm.errors import FormatError, Invalid, UsageError
from crm.history import UNLOGGED_TABLES
from crm.models import metadata
from crm.queries.history import list_batches
from tests.actions.importing import (
    PEOPLE,
    counts,
    organisations,
    people,
    person,
    reached,
    take_in,
    warned,
)
from tests.people import person as add_person


def table_contents(book: Book) -> dict[str, Any]:
    """Return all rows of all tables but those of the history."""
    with book.read() as session:
        return {
            table.name: session.execute(select(table)).all()
            for table in metadata.sorted_tables
            if table.name not in UNLOGGED_TABLES
        }


def test_a_file_becomes_people_at_their_organisations(book: Book) -> None:
    report = take_in(book, PEOPLE)
    assert counts(report) == {"records": 2, "new": 2}
    marder = person(book, "Günther Mårder")
    assert (marder["given_name"], marder["family_name"]) == ("Günther", "Mårder")
    assert (marder["tags"], marder["note"]) == (["vip"], "Känd")
    assert reached(marder) == [("email", "gunther@foretagarna.example"), ("phone", "+46701234567")]
    (place,) = marder["memberships"]
    assert (place["organisation"]["name"], place["role"]) == ("Företagarna", "VD")
    assert place["primary"]
    assert [one["name"] for one in organisations(book)] == ["Företagarna", "Näringsdepartementet"]


def test_the_report_has_the_promised_keys(book: Book) -> None:
    report = take_in(book, PEOPLE, source="the ministry's list")
    assert list(report) == [
        *("source", "sha256", "format", "dry_run", "batch", "records", "new", "updated"),
        *("unchanged", "possible_duplicates", "rejected", "warnings", "skipped"),
        *("columns", "changes", "proposals"),
    ]
    assert report["source"] == "the ministry's list"
    assert (report["format"], report["dry_run"], report["warnings"]) == ("csv", False, [])
    with book.read() as session:
        (batch,) = list_batches(session)
    assert batch["id"] == report["batch"]
    assert batch["description"].startswith("Import of list.csv (2 records, SHA-256 ")
    assert batch["description"].endswith("from the ministry's list")


def test_the_same_file_again_changes_nothing(book: Book) -> None:
    take_in(book, PEOPLE)
    before = people(book), organisations(book)
    report = take_in(book, PEOPLE)
    assert counts(report) == {"records": 2, "unchanged": 2}
    assert report["batch"] is None
    assert (people(book), organisations(book)) == before


def test_one_undo_takes_a_file_back(book: Book) -> None:
    before = table_contents(book)
    report = take_in(book, PEOPLE)
    book.undo(report["batch"])
    assert (people(book), organisations(book)) == ([], [])
    assert table_contents(book) == before


def test_a_file_in_many_parts_is_one_batch(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.actions.importing.savers.PART_LENGTH", 3)
    rows = "".join(f"Anna{n} Ek{n},Nämnd {n % 4},a{n}@b.example\n" for n in range(10))
    text = "name,organisation,email\n" + rows
    assert counts(take_in(book, text)) == {"records": 10, "new": 10}
    assert len(organisations(book)) == 4
    assert counts(take_in(book, text)) == {"records": 10, "unchanged": 10}
    book.undo()
    assert people(book) == []


def test_a_dry_run_counts_and_saves_nothing(book: Book) -> None:
    report = take_in(book, PEOPLE, dry_run=True)
    assert counts(report) == {"records": 2, "new": 2}
    assert (report["dry_run"], report["batch"]) == (True, None)
    assert people(book) == []
    with book.read() as session:
        assert list_batches(session) == []


def test_others_may_write_during_a_dry_run(book: Book) -> None:
    def write(_done: int) -> None:
        with book.write("meanwhile") as session:
            add_person(session, "Bo Dahl")

    report = take_in(book, "name\nAnna Ek\n", dry_run=True, progress=write)
    assert counts(report) == {"records": 1, "new": 1}
    assert [one["name"] for one in people(book)] == ["Bo Dahl"]


def test_strict_saves_nothing_where_a_record_is_rejected(book: Book) -> None:
    with pytest.raises(Invalid) as caught:
        take_in(book, "name,email\nAnna Ek,ann\n,x@y.example\n", strict=True)
    assert caught.value.exit_code == 5
    # Only what is rejected is told, not what is doubtful.
    assert caught.value.message == (
        "1 record cannot be read, so nothing was saved: line 3, Name: The record has no name."
    )
    assert people(book) == []


def test_a_record_without_a_name_is_rejected_and_the_rest_saved(book: Book) -> None:
    report = take_in(book, "name,email\nAnna Ek,a@b.example\n,x@y.example\n")
    assert counts(report) == {"records": 2, "new": 1, "rejected": 1}
    assert [one[:2] for one in warned(report)] == [(3, "name")]
    assert [one["name"] for one in people(book)] == ["Anna Ek"]


def test_what_cannot_be_read_is_refused_before_anything_is_saved(book: Book) -> None:
    with pytest.raises(FormatError):
        take_in(book, "colour,size\nred,37\n")
    with pytest.raises(FormatError):
        import_file(book, Path("nowhere.csv"))
    with pytest.raises(UsageError):
        take_in(book, PEOPLE, mapping={"Nothing": "email"})
    assert people(book) == []
