"""Measure everything, or what is named, and print one table with what is hoped for.

`python -m tests.benchmarks start cards --people 100000`. What is compared with a library that is
not installed is left out with a sentence; `pip install samverkan[bench]` brings them all.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from crm import driver
from tests.benchmarks import (
    cards,
    changing,
    duplicates,
    exchange,
    exporting,
    growth,
    importing,
    interface,
    khard,
    starting,
)
from tests.benchmarks.measuring import Figure

PEOPLE, ROWS = 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: people in a book, rows of a file, and records carried between books.

    With `full`, what is measured over the size of a book is measured at a million people too;
    `large_book` is such a book, if there is one already.
    """

    people: int
    rows: int
    cases: int
    full: bool = False
    large_book: Path | None = None


def start(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure whole commands, also beside khard."""
    yield from starting.figures(folder, sizes.people, sizes.large_book)
    yield from khard.figures(folder)


def imports(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure the import of a list and its undo."""
    return importing.figures(folder, sizes.rows)


def exports(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure the export of a book."""
    return exporting.figures(folder, sizes.people)


def vcards(folder: Path, _sizes: Sizes) -> Iterator[Figure]:
    """Measure the reading of cards."""
    return cards.figures(folder)


def finding(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure how many planted duplicates are found."""
    return duplicates.figures(folder, sizes.people)


def carrying(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure what is lost between books."""
    return exchange.figures(folder, sizes.cases)


def showing(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure the interface."""
    return interface.figures(folder, sizes.people, sizes.large_book)


def growing(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Measure questions, changes and memory in books of several sizes."""
    return growth.figures(folder, full=sizes.full, large_book=sizes.large_book)


def logging(folder: Path, _sizes: Sizes) -> Iterator[Figure]:
    """Measure what the change log costs."""
    return changing.log_figures(folder)


PARTS: Mapping[str, Callable[[Path, Sizes], Iterator[Figure]]] = {
    "start": start,
    "import": imports,
    "export": exports,
    "cards": vcards,
    "duplicates": finding,
    "exchange": carrying,
    "interface": showing,
    "growth": growing,
    "log": logging,
}


def measured(names: list[str], sizes: Sizes) -> Iterator[Figure]:
    """Give the figures of the parts that are named, printing each as soon as it is there."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for one in PARTS[name](Path(folder), sizes):
                goal = f"goal {one.goal}" if one.goal else ""
                warning = "" if one.is_met else "  not met here"
                print(f"{name:11}{one.name:46}{one.value:58} {goal}{warning}".rstrip(), flush=True)
                yield one


def main() -> int:
    """Measure, print the table, and leave the figures as JSON where --json names a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--people", type=int, help=f"{PEOPLE} in a book, {ROWS} in a file")
    parser.add_argument("--cases", type=int, default=exchange.CASES)
    parser.add_argument("--full", action="store_true", help="growth at a million people too")
    parser.add_argument("--large-book", type=Path, help="a book of a million, by networks.py")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - PARTS.keys())
    if unknown:
        parser.error(f"there is no {unknown[0]}: choose of {', '.join(PARTS)}")
    people, rows = options.people or PEOPLE, options.people or ROWS
    print(f"{people} people, {rows} rows to import, SQLite {driver.library.sqlite_version}")
    sizes = Sizes(people, rows, options.cases, options.full, options.large_book)
    found = list(measured(options.parts or list(PARTS), sizes))
    for one in found:
        if not one.is_met:
            print(f"Warning: {one.name} is {one.value}; the goal is {one.goal}.", file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in found], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
