"""Ctrl+C in the middle of long work: a sentence, and everything as it was."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from crm.actions.importing import import_file
from crm.book import open_book
from crm.cli import export_file, import_files
from crm.cli.program import program
from tests.processes import Say, running
from tests.whole_books import contents

PEOPLE = 3_000
# How long the work is held up each time that it says how far it is, in seconds.
PAUSE = 0.2


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of so many people that they come in several parts."""
    rows = "".join(f"Anna Ek {number},ALMI,a{number}@almi.example\n" for number in range(PEOPLE))
    path = tmp_path_factory.mktemp("long") / "long.csv"
    path.write_text(f"name,organisation,email\n{rows}", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def long_book(long_list: Path, empty_book: Path) -> Path:
    """A book with all of them."""
    path = Path(shutil.copy(empty_book, long_list.with_name("book.db")))
    with open_book(path) as book:
        assert import_file(book, long_list)["new"] == PEOPLE
    return path


def interrupted(words: list[str], said: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run `crm`, press Ctrl+C once it says how far it is; return its exit code and what it said."""
    with running(lambda say: work(words, said, say, monkeypatch)) as (child,):
        # What it says first is written when the first part is done.
        child.said.peek()  # type: ignore[attr-defined]
        os.kill(child.pid, signal.SIGINT)
        messages = child.messages()
        child.end()
    assert len(messages) < 5
    return messages[-1], said.read_text(encoding="utf-8")


def work(words: list[str], said: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """Carry out a call, its progress told to whoever waits for it."""

    @contextmanager
    def progress() -> Iterator[Callable[[int, int], None]]:
        def tell(done: int, _total: int) -> None:
            say(f"{done} done")
            time.sleep(PAUSE)

        yield tell

    signal.signal(signal.SIGINT, signal.default_int_handler)
    for command in (import_files, export_file):
        monkeypatch.setattr(command, "shown_progress", progress)
    with said.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        try:
            program.main(words)
        except SystemExit as ended:
            say(ended.code)


@pytest.mark.parametrize("name", ["long.csv", "long.json"])
def test_an_import_that_is_interrupted_saves_nothing(
    database: Path,
    long_list: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    path = long_list
    if name.endswith(".json"):
        # Read in a process of its own, which must not outlive us.
        path = tmp_path / name
        names = ", ".join(f'{{"name": "Anna Ek {number}"}}' for number in range(PEOPLE))
        path.write_text(f'{{"people": [{names}]}}', encoding="utf-8")
    before = contents(database)
    code, said = interrupted(
        ["--db", str(database), "import", str(path)], tmp_path / "said", monkeypatch
    )
    assert (code, said) == (130, f"Interrupted: nothing of {path} was saved.\n")
    assert contents(database) == before


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
@pytest.mark.parametrize("is_there", [False, True], ids=["new", "replaced"])
def test_an_export_that_is_interrupted_leaves_the_folder_as_it_was(
    long_book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    is_there: bool,
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / name
    if is_there:
        path.write_bytes(b"What was there.")
    before = files(folder)
    words = ["--db", str(long_book), "export", str(path), "--force"]
    code, said = interrupted(words, tmp_path / "said", monkeypatch)
    assert (code, said) == (130, f"Interrupted: {path} was not written.\n")
    assert files(folder) == before


def files(folder: Path) -> dict[str, Any]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
