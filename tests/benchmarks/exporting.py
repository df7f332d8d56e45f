"""What exports cost beside the least that does the same, and whether their memory stays flat.

`python -m tests.benchmarks.exporting --rows 100000` compares CSV, JSON, vCard and XLSX with the csv
module over one query, XLSX with openpyxl's write-only mode where that is installed (the extra
`bench`), and prints the peak of memory for a tenth of the rows and for all.
"""

import argparse
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import crm
from crm.formats import WriteOptions, xlsx_writer
from crm.formats.csv_writer import PERSON_COLUMNS
from tests.benchmarks import bare_exports
from tests.benchmarks.books import make_book
from tests.benchmarks.measuring import Figure, Measurement, absent

TEXT_GOAL, WORKBOOK_GOAL = 2.5, 1.0
# What ten times the rows may take of memory, at most so many times as much.
FLAT = 1.5
FORMATS = ("csv", "json", "vcf", "xlsx")
ROUNDS = 3
SHEET_COLUMNS = PERSON_COLUMNS[1:11]


def measure_formats(book: Path, folder: Path) -> Iterator[Measurement]:
    """Compare each format of all people with csv.writer over one query that gives the same.

    Cards and workbooks are longer than that: what the least takes that writes them is told too.
    """
    work: dict[str, Callable[[], object]] = {
        name: partial(write, book, folder / f"bare.{name}")
        for name, write in bare_exports.WRITERS.items()
    }
    with crm.open(book) as opened:
        for name in FORMATS:
            path = folder / f"people.{name}"
            work[f"{name} export"] = partial(crm.export_file, opened, path, replace=True)
        cost = lowest_in_turn(work)
    rows = cost.pop(bare_exports.ROWS)
    for name, milliseconds in cost.items():
        yield Measurement(name, "csv.writer, one query", milliseconds, rows, TEXT_GOAL)
    for name, bare in (("vcf export", bare_exports.CARDS), ("xlsx export", bare_exports.SHEET)):
        yield Measurement(name, bare, cost[name], cost[bare], TEXT_GOAL)


def measure_workbook(folder: Path, count: int) -> Measurement | None:
    """Compare a workbook of ours with openpyxl's write-only mode, None where that is absent."""
    try:
        import openpyxl
    except ImportError:
        return None

    def write_theirs() -> None:
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet()
        sheet.append(SHEET_COLUMNS)
        for row in rows(count):
            sheet.append([row[column] for column in SHEET_COLUMNS])
        workbook.save(folder / "theirs.xlsx")

    theirs, ours = cpu(write_theirs), cpu(partial(write_ours, folder / "ours.xlsx", count))
    return Measurement("xlsx export", "openpyxl, write-only", ours, theirs, WORKBOOK_GOAL)


def write_ours(path: Path, count: int) -> None:
    """Write so many rows as a workbook."""
    with path.open("wb") as stream:
        xlsx_writer.write(rows(count), stream, WriteOptions(columns=SHEET_COLUMNS))


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Give rows as an export does, each different."""
    for number in range(count):
        yield {column: f"{column} {number}" if number % 3 else None for column in SHEET_COLUMNS} | {
            "start_date": "2019-05-02",
            "name": f"Åsa Öberg {number}",
        }


def lowest_in_turn(work: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the lowest CPU time of each piece of work in milliseconds, of some rounds of all."""
    rounds = [{name: cpu(one) for name, one in work.items()} for _ in range(ROUNDS)]
    return {name: min(times[name] for times in rounds) for name in work}


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU time of some work in milliseconds."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def peak(work: Callable[[], object]) -> float:
    """Return the most memory that some work has at once, in MB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1_000_000


def figures(folder: Path, people: int) -> Iterator[Figure]:
    """Give what exports cost, and whether the memory of a workbook stays flat."""
    for one in measure_formats(make_book(folder, people), folder):
        is_floor = one.name in bare_exports.WRITERS
        yield replace(one.figure, goal="", is_met=True) if is_floor else one.figure
    workbook = measure_workbook(folder, people)
    yield workbook.figure if workbook else absent("xlsx export", "openpyxl")
    small, large = (
        peak(partial(write_ours, folder / "peak.xlsx", count)) for count in (people // 10, people)
    )
    said = f"{small:.1f} MB for {people // 10} rows, {large:.1f} MB for {people}"
    yield Figure("xlsx memory", said, "flat", large < FLAT * small)


def main() -> int:
    """Measure, and print ratios and memory."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exporting")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--book", type=Path, help="a book to export instead of a new one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = options.book or make_book(folder, options.rows)
        workbook = measure_workbook(folder, options.rows)
        for one in [*measure_formats(book, folder), *([workbook] if workbook else [])]:
            figures = f"{one.milliseconds:9.0f} ms {one.ratio:6.2f} x {one.floor}"
            print(f"{one.name:16} {figures} (goal {one.goal})")
        if workbook is None:
            print("openpyxl is not installed, so XLSX was not compared: install the extra bench.")
        small, large = (
            peak(partial(write_ours, folder / "peak.xlsx", count))
            for count in (options.rows // 10, options.rows)
        )
        print(f"xlsx memory  {small:.1f} MB for a tenth of the rows, {large:.1f} MB for all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
