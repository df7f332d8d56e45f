"""The example script does what the manual says, also when it is run again or goes wrong."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crm.book import open_book
from crm.queries.history import list_batches
from crm.queries.people import list_people

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "examples" / "county_list.py"


def test_the_list_is_one_batch_and_can_be_searched(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path / "network.db")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "p1\tperson\tGöran Lundwall\tVD, ALMI\tname"
    with open_book(tmp_path / "network.db", create=False) as book:
        (batch,) = book.ask(list_batches)
        assert (batch["description"], batch["actor"]) == ("County list, May", "county-list")
        book.undo()
        assert book.ask(list_people) == []


def run(path: Path, monkeypatch: pytest.MonkeyPatch) -> str | int | None:
    """Run the script in this process; return what it ends with."""
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), str(path)])
    try:
        runpy.run_path(str(SCRIPT), run_name="__main__")
    except SystemExit as end:
        return end.code
    return None


def test_a_second_run_adds_nobody_twice(
    empty_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(empty_book, tmp_path / "network.db")
    for _time in range(2):
        assert not run(tmp_path / "network.db", monkeypatch)
    with open_book(tmp_path / "network.db", create=False) as book:
        names = [person["name"] for person in book.ask(list_people)]
    assert names == ["Göran Lundwall", "Karin Exempelsdotter", "Per Provsson"]


def test_what_is_no_book_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "note.txt"
    path.write_text("no book at all, but a longer text\n" * 100, encoding="utf-8")
    assert run(path, monkeypatch) == 8
    assert path.read_text(encoding="utf-8").startswith("no book at all")
