"""Who a record is, as somebody decided once."""

import pytest

from crm.actions.importing import Decision, ImportDecisionKind, decide, plan_import
from crm.book import Book
from crm.errors import Invalid, NotFound, UsageError
from crm.queries.duplicates import find_duplicates
from tests.actions.importing import counts, people, person, reached, take_in
from tests.people import organisation as add_organisation
from tests.people import person as add_person

SAME, DIFFERENT, SKIP = ImportDecisionKind
TEXT = "name,email,role\nA. E. Ek,anna@ek.example,\n"


@pytest.fixture
def anna(book: Book) -> Book:
    with book.write("by hand") as session:
        add_person(session, "Anna Eriksson", emails=["anna@ek.example"])
    return book


def test_whom_a_record_may_be_is_told_with_score_and_reasons(anna: Book) -> None:
    report = take_in(anna, TEXT, dry_run=True)
    (entry,) = report["changes"]
    assert (entry["outcome"], entry["reference"], entry["line"]) == ("possible_duplicate", None, 2)
    (likeness,) = entry["alike"]
    assert (likeness["reference"], likeness["name"]) == ("p1", "Anna Eriksson")
    assert 0 < likeness["score"] <= 1
    assert "same e-mail address" in likeness["reasons"]


def test_the_same_is_completed_and_keeps_its_name(anna: Book) -> None:
    text = "name,email,phone\nA. E. Ek,anna@ek.example,070-123 45 67\n"
    report = take_in(anna, text, decisions={2: Decision(SAME, "p1")})
    assert counts(report) == {"records": 1, "updated": 1}
    assert ("phone", "+46701234567") in reached(person(anna, "Anna Eriksson"))
    again = take_in(anna, text)
    assert counts(again) == {"records": 1, "unchanged": 1}
    assert again["batch"] is None


def test_a_decision_holds_for_the_record_in_another_file_too(anna: Book) -> None:
    take_in(anna, TEXT, decisions={2: Decision(SAME, "Anna Eriksson")})
    other = "role,email,name,language\n,anna@ek.example,A. E. Ek,sv\n"
    assert counts(take_in(anna, other, "other.csv")) == {"records": 1, "updated": 1}


def test_a_different_one_is_added_and_nobody_asks_again(anna: Book) -> None:
    report = take_in(anna, TEXT, decisions={2: Decision(DIFFERENT)})
    assert counts(report) == {"records": 1, "new": 1}
    assert report["warnings"] == []
    assert counts(take_in(anna, TEXT)) == {"records": 1, "unchanged": 1}
    with anna.read() as session:
        assert find_duplicates(session, "person") == []


def test_a_plan_tells_what_was_decided_of_each_record(anna: Book) -> None:
    text = "name,email\nA. E. Ek,anna@ek.example\nBo Ek,\n"
    take_in(anna, text, decisions={2: Decision(SAME, "p1"), 3: Decision(SKIP)})
    entries = take_in(anna, text, dry_run=True)["changes"]
    assert [(one["outcome"], one["decided"]) for one in entries] == [
        ("unchanged", "same"),
        ("skipped", "skip"),
    ]


def test_whom_the_import_would_take_for_somebody_may_be_told_apart(anna: Book) -> None:
    text = "name,email\nAnna Eriksson,anna@ek.example\n"
    report = take_in(anna, text, decisions={2: Decision(DIFFERENT, "p1")})
    assert counts(report) == {"records": 1, "new": 1}
    assert len(people(anna)) == 2
    assert counts(take_in(anna, text)) == {"records": 1, "unchanged": 1}


def test_what_is_skipped_is_left_out_and_stays_out(anna: Book) -> None:
    report = take_in(anna, TEXT, decisions={2: Decision(SKIP)})
    assert (report["skipped"], report["new"], report["records"]) == (1, 0, 1)
    assert take_in(anna, TEXT)["skipped"] == 1
    assert len(people(anna)) == 1


def test_one_undo_takes_a_decision_back(anna: Book) -> None:
    anna.undo(take_in(anna, TEXT, decisions={2: Decision(SKIP)})["batch"])
    assert take_in(anna, TEXT)["skipped"] == 0


def test_a_decision_may_be_changed(anna: Book) -> None:
    take_in(anna, TEXT, decisions={2: Decision(SKIP)})
    report = take_in(anna, TEXT, decisions={2: Decision(SAME, "p1")})
    assert (report["skipped"], report["unchanged"]) == (0, 1)


def test_an_entry_of_a_plan_is_decided_by_its_fingerprint(anna: Book) -> None:
    path = anna.path.with_name("list.csv")
    path.write_text(TEXT, encoding="utf-8")
    (entry,) = plan_import(anna, path)["changes"]
    with anna.write("decide") as session:
        decide(session, entry["kind"], entry["fingerprint"], Decision(SAME, "p1"))
    assert plan_import(anna, path)["unchanged"] == 1


def test_a_name_that_fits_several_is_told_by_a_decision(book: Book) -> None:
    with book.write("by hand") as session:
        add_organisation(session, "Nämnden", area="Falun")
        add_organisation(session, "Nämnden", area="Avesta")
    report = take_in(
        book, "name,classification\nNämnden,agency\n", decisions={2: Decision(SAME, "o2")}
    )
    assert counts(report) == {"records": 1, "updated": 1}


@pytest.mark.parametrize(
    ("line", "decision", "error"),
    [
        (99, Decision(SKIP), UsageError),
        (2, Decision(SAME), UsageError),
        (2, Decision("perhaps", "p1"), UsageError),
        (2, Decision(SAME, "p99"), NotFound),
        (2, Decision(SAME, "ALMI"), Invalid),
    ],
)
def test_a_decision_that_makes_no_sense_saves_nothing(
    anna: Book, line: int, decision: Decision, error: type[Exception]
) -> None:
    with anna.write("by hand") as session:
        add_organisation(session, "ALMI")
    with pytest.raises(error):
        take_in(anna, TEXT, decisions={line: decision})
    assert len(people(anna)) == 1
