"""What whole commands cost to start, and a keystroke in a search, beside what they cannot spare."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from crm import driver, search
from tests.benchmarks.books import make_book
from tests.benchmarks.measuring import (
    Figure,
    Measurement,
    compare_processes,
    slowest_of_twenty,
)

WORDS = ("a", "an", "anna", "marder", "lund", "sand", "kommun", "vd", "anna ber", "ola sjo", "p")
BARE_FIND = (
    "import sqlite3, click; c = sqlite3.connect({path!r}); c.execute("
    "\"SELECT rowid FROM search_index WHERE search_index MATCH 'marder*' LIMIT 50\").fetchall()"
)


def figures(folder: Path, people: int) -> Iterator[Figure]:
    """Give what commands and keystrokes cost with a book of so many people."""
    path = make_book(folder, people)
    for one in (*measure_start(path), measure_search(path)):
        yield one.figure


def measure_start(path: Path) -> list[Measurement]:
    """Compare whole commands with the imports that they cannot do without."""
    book = {"CRM_DATABASE": str(path)}
    return [
        compare_processes("crm --help", ["--help"], "import click", 1.5),
        compare_processes(
            "crm find", ["find", "marder"], BARE_FIND.format(path=str(path)), 1.5, book
        ),
        compare_processes(
            "crm person list", ["person", "list", "--limit", "20"], "import sqlmodel", 1.3, book
        ),
    ]


def measure_search(path: Path) -> Measurement:
    """Compare what a keystroke asks with the bare full-text query for the same words."""
    with closing(driver.connect(path, readonly=True)) as connection:
        sql = "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT 1000"

        def ask_bare(text: str) -> object:
            terms = " ".join(f'"{word}"*' for word in text.split())
            return connection.execute(sql, (terms,)).fetchall()

        ours: list[Callable[[], object]] = [
            partial(search.find, connection, word) for word in WORDS * 5
        ]
        bare: list[Callable[[], object]] = [partial(ask_bare, word) for word in WORDS * 5]
        slowest_of_twenty(ours)
        return Measurement(
            "keystroke, p95", "bare FTS query", slowest_of_twenty(ours), slowest_of_twenty(bare), 2
        )
