"""`crm duplicates`, the warning at entry, and merging, as somebody types it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.book import Book, open_book
from crm.cli.deciding import decide_all
from crm.queries.duplicates import find_duplicates
from crm.queries.people import count_people
from tests.cli.conftest import Prepare, Run


@pytest.fixture
def two(prepare: Prepare) -> None:
    prepare(
        ("person", "add", "Günther Mårder", "--email", "g@f.se", "--language", "sv"),
        ("person", "add", "Gunther Marder", "--email", "g@f.se", "--language", "de"),
    )


@pytest.mark.usefixtures("two")
class TestListing:
    def test_pairs_come_with_score_and_reasons(self, do: Run) -> None:
        [pair] = do("duplicates", "--kind", "person", "--json").data
        assert (pair["first"]["id"], pair["second"]["id"]) == (1, 2)
        assert pair["score"] > 0.9
        assert {"same name", "same e-mail address"} <= set(pair["reasons"])
        assert "p2" in do("duplicates").out

    def test_what_is_different_is_not_listed_again(self, do: Run) -> None:
        do("duplicates", "--different", "p1", "p2")
        assert do("duplicates", "--json").data == []
        do("undo")
        assert len(do("duplicates", "--json").data) == 1

    def test_deciding_needs_a_terminal(self, run: Run) -> None:
        outcome = run("duplicates", "--decide")
        assert (outcome.code, "terminal" in outcome.err) == (2, True)


def test_a_number_of_many_is_no_sign_and_that_is_said(do: Run) -> None:
    for name in ("Anna Ek", "Bo Alm", "Eva Dahl"):
        do("person", "add", name, "--phone", "08-406 17 00")
    outcome = do("duplicates", "--json")
    assert outcome.data == []
    assert outcome.err == "1 number, address or name is shared by too many to be a sign.\n"


@pytest.mark.usefixtures("two")
class TestMerging:
    def test_a_dry_run_shows_each_field_and_changes_nothing(self, do: Run) -> None:
        preview = do("person", "merge", "p1", "p2", "--dry-run", "--json").data
        outcomes = {field["field"]: field["outcome"] for field in preview["fields"]}
        assert (outcomes["name"], outcomes["language"]) == ("kept_in_conflict", "kept_in_conflict")
        assert "differ, stays" in do("person", "merge", "p1", "p2", "--dry-run").out
        assert len(do("person", "list", "--json").data) == 2

    def test_the_other_decides_the_fields_that_prefer_names(self, do: Run) -> None:
        words = ("--prefer", "name=p2", "--prefer", "language=p1", "--json")
        merged = do("person", "merge", "p1", "p2", *words).data
        assert (merged["name"], merged["language"]) == ("Gunther Marder", "sv")
        assert [name["name"] for name in merged["other_names"]] == ["Günther Mårder"]
        do("undo")
        assert len(do("person", "list", "--json").data) == 2

    def test_prefer_names_one_of_the_two_and_a_field_there_is(self, do: Run, run: Run) -> None:
        do("person", "add", "Eva Dahl")
        assert run("person", "merge", "p1", "p2", "--prefer", "name=p3").code == 2
        assert run("person", "merge", "p1", "p2", "--prefer", "shoe=p2").code == 5
        assert len(do("person", "list", "--json").data) == 3

    def test_organisations_likewise(self, do: Run) -> None:
        do("org", "add", "ALMI", "--area", "Umeå")
        do("org", "add", "Almi AB", "--area", "Luleå")
        merged = do("org", "merge", "o1", "o2", "--prefer", "area=o2", "--json").data
        assert (merged["name"], merged["area"]) == ("ALMI", "Luleå")


@pytest.mark.usefixtures("two")
def test_whoever_may_be_known_is_named_on_one_line(do: Run) -> None:
    outcome = do("person", "add", "G. Mårder", "--email", "g@f.se", "--json")
    assert outcome.data["id"] == 3
    assert "p1 Günther Mårder" in outcome.err
    assert outcome.err.count("\n") == 1


class TestDeciding:
    @pytest.fixture
    def book(self, database: Path, two: None) -> Iterator[Book]:
        with open_book(database, actor="tester") as book:
            yield book

    def decide(self, book: Book, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
        typed = iter(keys)
        monkeypatch.setattr("click.getchar", lambda: next(typed))
        decide_all(book, book.ask(find_duplicates, "person"))

    @pytest.mark.parametrize(
        ("keys", "people", "pairs"),
        [("m", 1, 0), ("M", 1, 0), ("d", 2, 0), ("s", 2, 1), ("q", 2, 1), ("?xs", 2, 1)],
    )
    def test_one_key_decides(
        self, book: Book, keys: str, people: int, pairs: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.decide(book, keys, monkeypatch)
        assert book.ask(count_people) == people
        assert len(book.ask(find_duplicates, "person")) == pairs

    def test_a_decision_is_taken_back_at_the_next_pair(
        self,
        book: Book,
        do: Run,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        for _ in range(2):
            do("person", "add", "Eva Dahl", "--email", "eva@d.se")
        self.decide(book, "uduq", monkeypatch)
        assert book.ask(count_people) == 4
        assert len(book.ask(find_duplicates, "person")) == 2
        assert "Nothing was decided yet." in capsys.readouterr().out

    def test_hostile_names_only_show(
        self,
        book: Book,
        do: Run,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        do("person", "edit", "p1", "--note", "\x1b[31mRed\u202e")
        self.decide(book, "s", monkeypatch)
        assert "\x1b" not in capsys.readouterr().out
