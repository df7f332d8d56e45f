"""What whole commands cost to start, beside what they cannot spare."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import make_book
from tests.benchmarks.measuring import (
    Figure,
    Measurement,
    compare_processes,
)

WORD = "johansson"
BARE_FIND = (
    "import sqlite3, click; c = sqlite3.connect({path!r}); c.execute("
    f"\"SELECT rowid FROM search_index WHERE search_index MATCH '{WORD}*' LIMIT 50\").fetchall()"
)


def figures(folder: Path, people: int, large_book: Path | None = None) -> Iterator[Figure]:
    """Give what commands cost with a book of so many people, and a search of a large one."""
    path = make_book(folder, people)
    for one in measure_start(path):
        yield one.figure
    if large_book:
        yield measure_find("crm find, large book", large_book).figure


def measure_start(path: Path) -> list[Measurement]:
    """Compare whole commands with the imports that they cannot do without."""
    book = {"CRM_DATABASE": str(path)}
    return [
        compare_processes("crm --help", ["--help"], "import click", 1.5),
        measure_find("crm find", path),
        compare_processes(
            "crm person list", ["person", "list", "--limit", "20"], "import sqlmodel", 1.3, book
        ),
        compare_processes("crm agenda", ["agenda"], "import sqlmodel", 1.3, book),
    ]


def measure_find(name: str, path: Path) -> Measurement:
    """Compare a search with the same query through the standard library's driver."""
    bare = BARE_FIND.format(path=str(path))
    return compare_processes(name, ["find", WORD], bare, 1.5, {"CRM_DATABASE": str(path)})
