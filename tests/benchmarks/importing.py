"""What an import costs: beside sqlite-utils, bare SQLite and the same rows written bare; undone.

`python -m tests.benchmarks.importing --people 100000`; each measurement is a process of its own.
"""

import argparse
import csv
import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import crm
from tests.benchmarks.books import write_people
from tests.benchmarks.floor import floor_of
from tests.benchmarks.measuring import MARGIN, Figure, absent

SMALL = 10_000
UNDONE = 50_000
LEFT_OUT = "sqlite-utils is not installed (pip install samverkan[bench]): its figures are left out."


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of the processor, and at most so many megabytes."""

    seconds: float
    megabytes: float


def cost_of(arguments: Sequence[str]) -> Cost:
    """Return what a whole process took."""
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def import_cost(source: Path, book: Path) -> Cost:
    """Return what `crm import` takes for a file."""
    return cost_of(["-m", "crm", "--db", str(book), "import", str(source)])


def peer_cost(source: Path, database: Path) -> Cost | None:
    """Return what sqlite-utils takes to put the same cells into one table, if it is installed.

    It is asked as its manual asks it; since version 4 it finds out the types of the columns.
    """
    if importlib.util.find_spec("sqlite_utils") is None:
        return None
    return cost_of(
        ["-m", "sqlite_utils", "insert", str(database), "people", str(source), "--csv", "--silent"]
    )


def bare_seconds(source: Path) -> float:
    """Return what csv.reader and executemany take for the same cells."""
    start = time.process_time()
    with source.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE people ({', '.join(header)})")
    marks = ", ".join("?" * len(header))
    database.executemany(f"INSERT INTO people VALUES ({marks})", rows)
    database.commit()
    return time.process_time() - start


def undo_seconds(folder: Path, count: int) -> float:
    """Return the seconds of the processor that the undo of an import takes."""
    source = folder / "undone.csv"
    write_people(source, count)
    with crm.open(folder / "undone.db", actor="benchmark") as book:
        batch = crm.import_file(book, source)["batch"]
        start = time.process_time()
        book.undo(batch)
        return time.process_time() - start


def measure(folder: Path, count: int) -> dict[str, float | None]:
    """Return all figures; seconds are of the processor."""
    small, large = folder / "small.csv", folder / "large.csv"
    write_people(small, min(SMALL, count))
    write_people(large, count)
    nothing = folder / "nothing.csv"
    nothing.write_text("name\n", encoding="utf-8")
    start_up = import_cost(nothing, folder / "nothing.db").seconds
    # Before and after, since a machine is not equally busy all the time.
    few = import_cost(small, folder / "small.db").seconds
    many = import_cost(large, folder / "large.db")
    few = (few + import_cost(small, folder / "small again.db").seconds) / 2
    peer = peer_cost(large, folder / "peer.db")
    floor = floor_of(folder / "large.db", folder / "floor.db")
    small_row = (few - start_up) / min(SMALL, count)
    large_row = (many.seconds - start_up) / count
    return {
        "people": count,
        "import_seconds": many.seconds,
        "peer_seconds": peer.seconds if peer else None,
        "peer_times": peer.seconds / many.seconds if peer else None,
        "floor_seconds": floor.seconds,
        "floor_entries": floor.entries / count,
        "floor_times": many.seconds / floor.seconds,
        "floor_peer_times": floor.seconds / peer.seconds if peer else None,
        "bare_seconds": bare_seconds(large),
        "microseconds_a_row": 1e6 * large_row,
        "row_against_small": large_row / small_row,
        "peak_megabytes": many.megabytes,
        "undo_seconds": undo_seconds(folder, min(UNDONE, count)),
    }


def figures(folder: Path, people: int) -> Iterator[Figure]:
    """Give what an import costs and its undo."""
    found = measure(folder, people)
    for key, text in GOALS.items():
        value = found[key]
        about, _word, goal = text.rpartition("goal: ") if "goal: " in text else (text, "", "")
        if value is None:
            yield absent(key, "sqlite-utils")
        else:
            is_met = LIMITS[key](value) if key in LIMITS else True
            yield Figure(key, f"{value:.2f} {about.rstrip('; ')}", goal, is_met)


def main() -> int:
    """Measure, and print a line for each figure with what may be hoped for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.importing")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measure(Path(name), options.people)
    if found["peer_seconds"] is None:
        print(LEFT_OUT)
    for key, goal in GOALS.items():
        if (value := found[key]) is not None:
            print(f"{key:20}{value:12.2f}  {goal}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))
    return 0


LIMITS: dict[str, Callable[[float], bool]] = {
    "peer_times": lambda times: times >= 1.5,
    "floor_times": lambda times: times <= 2.5 * MARGIN,
    "row_against_small": lambda times: times <= 1.3,
    "peak_megabytes": lambda megabytes: megabytes < 400,
    "undo_seconds": lambda seconds: seconds < 3,
}
GOALS = {
    "people": "",
    "import_seconds": "crm import: checked, matched, sorted, logged, searched",
    "peer_seconds": "sqlite-utils insert --csv: the same cells in one table, typed, without index",
    "peer_times": "goal: at least 1.5",
    "floor_seconds": "the rows of the book, bare, into the same tables, indexes and search",
    "floor_entries": "entries in those tables and indexes for each person",
    "floor_times": "times that for the whole import; goal: at most 2.5",
    "floor_peer_times": "times sqlite-utils for those rows alone",
    "bare_seconds": "csv.reader and executemany in memory",
    "microseconds_a_row": "",
    "row_against_small": f"a row against one of {SMALL}; goal: at most 1.3 at 1,000,000",
    "peak_megabytes": "goal: under 400 at 1,000,000",
    "undo_seconds": f"of {UNDONE} people; goal: under 3",
}


if __name__ == "__main__":
    sys.exit(main())
