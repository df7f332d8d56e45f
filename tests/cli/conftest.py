"""A command line in a book of its own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crm.cli.program import program


@dataclass(frozen=True)
class Outcome:
    """What a call answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The answer, read as JSON."""
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def database(tmp_path: Path, empty_book: Path) -> Path:
    """An empty book of the test's own."""
    return Path(shutil.copy(empty_book, tmp_path / "book.db"))


@pytest.fixture
def run(database: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that calls `crm` with some words and returns what came of it."""
    monkeypatch.setenv("CRM_DATABASE", str(database))
    monkeypatch.delenv("CRM_DEBUG", raising=False)

    def call(*words: str, stdin: str | bytes | None = None) -> Outcome:
        result = CliRunner().invoke(program, list(words), input=stdin)
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def do(run: Run) -> Run:
    """Return a function like `run` that expects the call to succeed."""

    def call(*words: str, stdin: str | bytes | None = None) -> Outcome:
        outcome = run(*words, stdin=stdin)
        assert outcome.code == 0, outcome.err
        return outcome

    return call


Prepare = Callable[..., None]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[object, Path]]:
    """Books by the commands that made them, and the folder where they are kept."""
    return tmp_path_factory.mktemp("prepared"), {}


@pytest.fixture
def prepare(do: Run, database: Path, prepared: tuple[Path, dict[object, Path]]) -> Prepare:
    """Return a function that calls `crm` line by line; the same lines are called only once."""
    folder, books = prepared

    def fill(*lines: tuple[str, ...]) -> None:
        if lines in books:
            shutil.copy(books[lines], database)
            return
        for words in lines:
            do(*words)
        books[lines] = Path(shutil.copy(database, folder / f"{len(books)}.db"))

    return fill
