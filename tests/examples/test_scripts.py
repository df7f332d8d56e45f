"""The example script does what the manual says, also when it is run again or goes wrong."""

import shutil
from pathlib import Path

from crm.book import open_book
from crm.queries.history import list_batches
from crm.queries.people import list_people
from tests.examples.running import run

SCRIPT = "county_list.py"


def test_the_list_is_one_batch_and_can_be_searched(tmp_path: Path) -> None:
    result = run(SCRIPT, tmp_path / "network.db")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0] == "p1\tperson\tGöran Lundwall\tVD, ALMI\tname"
    with open_book(tmp_path / "network.db", create=False) as book:
        (batch,) = book.ask(list_batches)
        assert (batch["description"], batch["actor"]) == ("County list, May", "county-list")
        book.undo()
        assert book.ask(list_people) == []


def test_a_second_run_adds_nobody_twice(empty_book: Path, tmp_path: Path) -> None:
    shutil.copy(empty_book, tmp_path / "network.db")
    for _time in range(2):
        assert run(SCRIPT, tmp_path / "network.db").code == 0
    with open_book(tmp_path / "network.db", create=False) as book:
        names = [person["name"] for person in book.ask(list_people)]
    assert names == ["Göran Lundwall", "Karin Exempelsdotter", "Per Provsson"]


def test_what_is_no_book_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("no book at all, but a longer text\n" * 100, encoding="utf-8")
    assert run(SCRIPT, path).code == 8
    assert path.read_text(encoding="utf-8").startswith("no book at all")
