"""`crm demo`: never in a book of the user's."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "xdg_cache_home" / "samverkan" / "demo.db"


def test_without_a_terminal_it_prints_the_agenda_and_a_tour(
    do: Run, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CRM_DATABASE")
    monkeypatch.setenv("CRM_TODAY", "2024-01-01")
    outcome = do("demo")
    assert outcome.out.startswith("Thursday 2 May 2019\n")
    assert "Günther Mårder" in outcome.out
    assert outcome.err == ""
    assert cache.exists()
    assert os.environ["CRM_TODAY"] == "2024-01-01"


def test_it_is_built_where_db_says_and_reset_forgets_what_was_changed(
    do: Run, tmp_path: Path, cache: Path
) -> None:
    path = str(tmp_path / "new.db")
    fresh = do("--db", path, "demo").out
    assert Path(path).exists()
    assert not cache.exists()
    assert do("--db", path, "demo").out == fresh
    do("--db", path, "follow-up", "add", "Something of mine", "--due", "2019-05-02")
    assert do("--db", path, "demo").out != fresh
    assert do("--db", path, "demo", "--reset").out == fresh


@pytest.fixture
def nothing_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration that is quickly built: where it is matters, not what it holds."""
    monkeypatch.setattr("crm.demo.build", lambda _book: None)


@pytest.mark.usefixtures("nothing_in_it")
def test_a_book_of_the_users_is_left_alone(do: Run, database: Path, cache: Path) -> None:
    do("person", "add", "Eva Ny")
    before = shutil.copy(database, database.with_suffix(".before"))
    outcome = do("demo", "--reset")
    assert outcome.err == (f"{database} holds a book of yours; the demonstration is at {cache}.\n")
    assert cache.exists()
    assert do("person", "list", "--format", "ids").out == "p1\n"
    assert Path(before).exists()


@pytest.mark.usefixtures("nothing_in_it")
def test_a_text_file_is_left_alone(do: Run, tmp_path: Path, cache: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database at all.")
    do("--db", str(text), "demo")
    assert text.read_text() == "This is no database at all."
    assert cache.exists()
