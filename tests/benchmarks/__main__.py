"""Measure start-up, search and import, print a table of ratios, and warn of what has grown."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from functools import partial
from pathlib import Path

from crm import driver, search
from tests.benchmarks.books import make_book, write_people
from tests.benchmarks.cards import measure_cards
from tests.benchmarks.measuring import Measurement, compare_processes, slowest_of_twenty

WORDS = ("a", "an", "anna", "marder", "lund", "sand", "kommun", "vd", "anna ber", "ola sjo", "p")
MARGIN = 1.25
BARE_FIND = (
    "import sqlite3, click; c = sqlite3.connect({path!r}); c.execute("
    "\"SELECT rowid FROM search_index WHERE search_index MATCH 'marder*' LIMIT 50\").fetchall()"
)


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


def measure_import(folder: Path, count: int) -> Measurement:
    """Compare the import of a file with reading the same file by the csv module alone."""
    import csv

    folder.mkdir()
    start = time.process_time()
    make_book(folder, count)
    ours = 1000 * (time.process_time() - start)
    write_people(folder / "again.csv", count)
    start = time.process_time()
    with (folder / "again.csv").open(encoding="utf-8", newline="") as stream:
        list(csv.reader(stream))
    return Measurement(
        f"import of {count}", "csv.reader alone", ours, 1000 * (time.process_time() - start), 500
    )


def main() -> int:
    """Measure all, print the table, and leave the figures as JSON where --json names a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = make_book(folder, options.people)
        found = [*measure_start(path), measure_search(path)]
        found.append(measure_import(folder / "import", min(options.people, 2_000)))
        cards = measure_cards(folder)
        found += [cards] if cards else []
    print(f"{options.people} people, SQLite {driver.library.sqlite_version}")
    for one in found:
        warning = "  more than hoped for" if one.ratio > one.goal * MARGIN else ""
        print(
            f"{one.name:18}{one.milliseconds:10.1f} ms {one.ratio:8.2f} x {one.floor[:40]!r}"
            f" (goal {one.goal}){warning}"
        )
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in found], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
