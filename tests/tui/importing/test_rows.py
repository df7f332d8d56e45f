"""The plan of an import, as it is shown."""

from typing import Any

from crm.actions.importing import Decision, ImportDecisionKind, ImportReport
from crm.book import Book
from tests.actions.importing import take_in
from tests.people import person
from tui.importing.rows import PlanRow, plan_parts, plan_rows, row_sections, summary
from tui.widgets.record_items import Line

SAME, _DIFFERENT, SKIP = ImportDecisionKind
MAY = (
    "name,email,note,room\n"
    "Günther Mårder,g@f.example,Till Almedalen,12\n"
    "Eva Lind,goran@almi.example,,\n"
    "Emil Högberg,no address,,\n"
    ",x@y.example,,\n"
)


def plan(book: Book, **options: Any) -> ImportReport:
    with book.write("by hand") as session:
        person(session, "Göran Lundwall", emails=["goran@almi.example"])
    take_in(book, "name,email,note\nGünther Mårder,g@f.example,Talade\n", "april.csv")
    return take_in(book, MAY, dry_run=True, **options)


def lines(row: PlanRow) -> dict[str, str]:
    items = [item for section in row_sections(row) for item in section.items]
    return {item.label: item.value for item in items if isinstance(item, Line)}


def test_each_record_says_what_becomes_of_it(book: Book) -> None:
    rows = [row for row in plan_rows(plan(book)) if row.entry]
    assert [(row.line, row.outcome, row.what) for row in rows] == [
        (2, "updated", "Note: Talade → Till Almedalen"),
        (3, "possible_duplicate", "42\u00a0% p1 Göran Lundwall"),
        (4, "new", "E-mail as given: no address"),
        (5, "rejected", "The record has no name."),
    ]


def test_parts_are_those_in_which_there_is_anything(book: Book) -> None:
    report = plan(book)
    parts = plan_parts(report)
    titles = [
        "All 4",
        "New 1",
        "Changed 1",
        "To decide 1",
        "Rejected 1",
        f"Doubts {len(report['warnings'])}",
    ]
    assert [part.title for part in parts] == titles
    held = {part.title: sum(map(part.holds, plan_rows(report))) for part in parts}
    assert all(title.endswith(f" {count}") for title, count in held.items())


def test_a_row_opens_to_its_differences_or_to_whom_it_may_be(book: Book) -> None:
    changed, possible, new, rejected = [row for row in plan_rows(plan(book)) if row.entry]
    assert lines(changed)["Note"] == "Talade → Till Almedalen"
    assert lines(changed)["Known as"] == "p2"
    assert lines(possible)["42\u00a0%"] == "p1 Göran Lundwall"
    assert "Name" in lines(new)
    assert "The record has no name." in lines(rejected).values()


def test_a_doubt_about_a_column_is_no_doubt_about_its_first_record(book: Book) -> None:
    first, *_others = plan_rows(plan(book))
    assert "room" not in lines(first)


def test_what_was_decided_stays_among_what_was_to_be_decided(book: Book) -> None:
    report = plan(book, decisions={3: Decision(SAME, "p1"), 4: Decision(SKIP)})
    (part,) = [part for part in plan_parts(report) if part.title == "To decide 0"]
    held = [(row.name, row.decided) for row in plan_rows(report) if part.holds(row)]
    assert held == [("Eva Lind", "the same"), ("Emil Högberg", "left out")]


def test_a_plan_in_one_sentence(book: Book) -> None:
    assert summary(plan(book)) == (
        "4 records, 2 new, 1 updated, 1 possibly known already, 1 rejected"
    )
