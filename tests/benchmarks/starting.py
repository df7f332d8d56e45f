"""What whole commands cost to start, beside what they cannot spare."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import make_book
from tests.benchmarks.measuring import (
    Figure,
    Measurement,
    compare_processes,
)

BARE_FIND = (
    "import sqlite3, click; c = sqlite3.connect({path!r}); c.execute("
    "\"SELECT rowid FROM search_index WHERE search_index MATCH 'marder*' LIMIT 50\").fetchall()"
)


def figures(folder: Path, people: int) -> Iterator[Figure]:
    """Give what commands cost with a book of so many people."""
    path = make_book(folder, people)
    for one in measure_start(path):
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
