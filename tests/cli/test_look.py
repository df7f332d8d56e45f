"""`crm find`, `crm show`, `crm timeline`, `crm agenda`, and `crm` alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crm.book import Book
from crm.settings import demo_database, today
from tests.cli.conftest import Prepare, Run


@pytest.fixture
def network(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "Företagarna", "--kind", "interest_organisation"),
        (
            *("person", "add", "Günther Mårder", "--organisation", "Företagarna", "--role", "VD"),
            *("--email", "gunther@foretagarna.se", "--phone", "08-406 17 00"),
        ),
        (
            *("log", "meeting", "Örnsköldsvik", "--on", "2019-04-11", "--with", "p1", "--topic"),
            *("Kompetensförsörjning", "--create", "--follow-up", "Send figures"),
            *("--due", "2019-05-02"),
        ),
    )


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    "typed", ["marder", "Mårder", "MÅRDER", "gunther", "gunther@foretagarna.se", "084061700", "p1"]
)
def test_find_forgives(do: Run, typed: str) -> None:
    hits = do("find", typed, "--json").data
    assert [hit["reference"] for hit in hits][:1] == ["p1"]
    assert (hits[0]["kind"], hits[0]["id"], hits[0]["name"]) == ("person", 1, "Günther Mårder")
    assert hits[0]["why"]


@pytest.mark.usefixtures("network")
def test_find_as_a_table_and_as_references(do: Run) -> None:
    assert do("find", "marder", "--kind", "person").out == (
        "    What    Name            Detail           Found by\n"
        "p1  person  Günther Mårder  VD, Företagarna  name\n"
    )
    assert do("find", "mår", "gün", "--format", "ids").out.startswith("p1\n")
    assert "i1\n" in do("find", "örnsköldsvik", "--kind", "interaction", "--format", "ids").out
    assert do("find", "marder", "--kind", "org", "--format", "ids").out != "p1\n"
    assert do("find", "marder", "--limit", "1", "--format", "ids").out.count("\n") == 1


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("typed", ['"', "AND OR NOT", "a*b(", "\x00", "' --", "🙂", "x" * 10_000])
def test_whatever_is_sought_is_only_text(do: Run, typed: str) -> None:
    outcome = do("find", "--format", "ids", "--", typed)
    assert outcome.out == ""


def test_nothing_found_is_no_failure(do: Run) -> None:
    outcome = do("find", "nobody")
    assert (outcome.out, outcome.err) == ("", "Nothing was found.\n")
    assert do("find", "nobody", "--json").out == "[]\n"


@pytest.mark.usefixtures("network")
def test_show_takes_any_reference(do: Run, run: Run) -> None:
    for reference in ("p1", "o1", "i1", "f1", "t1", "m1", "marder", "kompetensförsörjning"):
        assert do("show", reference).out
    assert do("show", "f1", "--json").data["title"] == "Send figures"
    outcome = run("show", "nobody")
    assert outcome.code == 3
    assert outcome.err.count("\n") == 1


@pytest.mark.usefixtures("network")
def test_the_timeline_is_newest_first(do: Run, run: Run) -> None:
    do("log", "call", "Before", "--on", "2018-01-10", "--with", "p1")
    found = do("timeline", "marder", "--json").data
    dates = [entry["date"] for entry in found]
    assert dates == sorted(dates, reverse=True)
    refs = do("timeline", "p1", "--to", "2019-04", "--from", "2018", "--format", "ids").out
    assert refs == "i1\nf1\ni2\n"
    assert "i1" in do("timeline", "p1", "--topic", "kompetens", "--format", "ids").out
    assert "i2" not in do("timeline", "p1", "--topic", "kompetens", "--format", "ids").out
    assert do("timeline", "p1", "--limit", "1", "--format", "ids").out.count("\n") == 1
    assert do("timeline", "Företagarna", "--from", "2019", "--to", "2019", "--format", "ids").out
    assert run("timeline", "i1").code == 3
    assert run("timeline", "p1", "--topic", "nothing").code == 3


@pytest.mark.usefixtures("network")
def test_the_agenda_for_programs(do: Run, run: Run) -> None:
    found = do("agenda", "--json").data
    assert list(found) == [
        *("today", "overdue", "due_today", "coming", "later", "waiting"),
        *("undated", "meetings", "reviews"),
    ]
    assert found["today"] == "2019-05-02"
    assert [one["title"] for one in found["due_today"]] == ["Send figures"]
    header, row = do("agenda", "--format", "csv").out.splitlines()
    assert header.startswith("section,reference,id,uid,title,")
    assert row.startswith("due_today,f1,1,")
    assert run("agenda", "--days", "-1").code == 2
    assert run("agenda", "--days", "100000").code == 2


def test_an_empty_agenda(do: Run) -> None:
    assert do("agenda").out == "Thursday 2 May 2019\nNothing is waiting for you.\n"


@pytest.mark.usefixtures("network")
def test_crm_alone_prints_the_agenda_where_there_is_no_terminal(do: Run) -> None:
    assert do().out == do("agenda").out


def test_the_clock_must_be_a_date(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TODAY", "soon")
    outcome = run("agenda")
    assert (outcome.code, outcome.out) == (5, "")
    assert outcome.err == "CRM_TODAY must be a date such as 2019-05-02, not 'soon'.\n"


def test_the_interface_needs_a_terminal(run: Run) -> None:
    outcome = run("tui")
    assert outcome.code == 2
    assert outcome.err == "The interface needs a terminal; try `crm agenda`.\n"


def test_crm_alone_opens_the_interface_on_a_terminal(
    do: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("crm.cli.interface.on_terminal", lambda: True)
    monkeypatch.setattr("tui.app.run", lambda book: opened.append(book.path))
    assert do().out == ""
    assert do("tui").out == ""
    assert opened == [database, database]


def test_a_record_as_it_was_even_one_that_is_no_more(do: Run, run: Run) -> None:
    do("person", "add", "Anna Ek", "--email", "anna@example.com")
    do("person", "delete", "p1")
    assert run("show", "p1", "--as-of", "2000").err == (
        "p1 was not in the book then; choose a later day.\n"
    )
    assert run("show", "nobody", "--as-of", "2000").code == 3
    do("undo")
    page = do("show", "Anna", "--as-of", "2100").out
    assert "Anna Ek  p1" in page
    assert "anna@example.com" in page
    found = do("show", "p1", "--as-of", "2100", "--json").data
    assert (found["columns"]["name"], found["columns"]["custom"]) == ("Anna Ek", {})
    assert found["rows"][0]["columns"]["value"] == "anna@example.com"
    assert do("show", "p1", "--as-of", "2100", "--format", "ids").out == "p1\n"


def test_whoever_has_nothing_yet_may_go_on_to_the_demonstration(
    do: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, str]] = []

    def run(book: Book) -> str | None:
        opened.append((book.path, today().isoformat()))
        return "demo" if len(opened) == 1 else None

    monkeypatch.setenv("CRM_TODAY", "2024-01-01")
    monkeypatch.setattr("crm.cli.interface.on_terminal", lambda: True)
    monkeypatch.setattr("crm.cli.demo.on_terminal", lambda: True)
    monkeypatch.setattr("tui.app.run", run)
    do("tui")
    assert opened == [(database, "2024-01-01"), (demo_database(), "2019-05-02")]


def test_a_book_that_is_not_there_holds_nothing(do: Run, database: Path) -> None:
    database.unlink()
    assert do("find", "eva", "--json").data == []
    assert not database.exists()


def test_a_book_without_tables_is_made_before_it_is_searched(do: Run, database: Path) -> None:
    database.write_bytes(b"")
    assert do("find", "eva", "--json").data == []
    assert do("person", "add", "Eva").out == "p1\n"


def test_swedish_letters_come_out_whatever_the_locale(do: Run, database: Path) -> None:
    do("person", "add", "Günther Mårder")
    process = subprocess.run(
        [sys.executable, "-c", "from crm.cli import main; main()", "find", "marder", "--json"],
        env=os.environ
        | {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        timeout=60,
    )
    assert json.loads(process.stdout.decode("utf-8"))[0]["name"] == "Günther Mårder"
    assert process.stderr == b""
