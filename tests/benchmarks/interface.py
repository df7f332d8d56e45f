"""What the interface costs: its first frame, a key in a search, a page, a record, memory."""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import crm
from tests.benchmarks.books import add_busy_person, make_book
from tests.benchmarks.growth import LARGEST
from tests.benchmarks.measuring import MARGIN, Figure, ordinary

SMALL = 1_000
INTERACTIONS = 5_000
RUNS = 5
PROBE = "tests.benchmarks.interface_probe"
TASKS = {
    "frame": ("first frame", 1.6),
    "agenda": ("agenda drawn", None),
}
"""What is drawn, what that is called, and how many times an empty application it may take."""
WORD_GOAL, LETTER_GOAL, PAGE_GOAL, RECORD_GOAL = 70, 150, 50, 150
MEMORY_GOAL = 150


def figures(folder: Path, people: int, large_book: Path | None = None) -> Iterator[Figure]:
    """Give what the interface costs over a book of so many people, and of few.

    And over a copy of `large_book`, which is one of a million, if there is one already.
    """
    books = {size: _book(folder / str(size), size) for size in dict.fromkeys((SMALL, people))}
    if large_book is not None:
        books[LARGEST] = _with_busy_person(Path(shutil.copy(large_book, folder)))
    empty = ("empty",)
    shown = [(task, str(path)) for path, _person in books.values() for task in TASKS]
    costs = _frames([empty, *shown])
    for size, (path, _person) in books.items():
        for task, (name, goal) in TASKS.items():
            cost = costs[task, str(path)]
            yield _against(f"{name}, {size:,}", cost, costs[empty], goal)
    for size, (path, person) in books.items():
        yield from _in_use(path, person, size)


def _book(folder: Path, people: int) -> tuple[Path, int]:
    folder.mkdir()
    return _with_busy_person(make_book(folder, people))


def _with_busy_person(path: Path) -> tuple[Path, int]:
    with crm.open(path, actor="benchmark") as book:
        return path, book.tell("meet somebody often", add_busy_person, INTERACTIONS)


def _frames(asked: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    """Return the CPU milliseconds of processes from their beginning until a frame is drawn.

    The lowest of runs that take turns, since other work on the machine only adds to them.
    """
    runs = [{one: float(_probed(*one)) for one in asked} for _run in range(RUNS)]
    return {one: min(run[one] for run in runs) for one in asked}


def _probed(*arguments: str) -> str:
    words = [sys.executable, "-m", PROBE, *arguments]
    done = subprocess.run(words, env=ordinary({}), stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout


def _in_use(path: Path, person: int, size: int) -> Iterator[Figure]:
    found = json.loads(_probed("use", str(path), str(person)))
    yield _p95(f"key in a word, {size:,}", found["words"], WORD_GOAL)
    yield _p95(f"single letter, {size:,}", found["letters"], LETTER_GOAL)
    yield _p95(f"page down, {size:,}", found["page"], PAGE_GOAL)
    name = f"record of {INTERACTIONS:,}, {size:,}"
    yield _p95(name, found["record"], RECORD_GOAL)
    memory = found["memory"]
    goal = f"{MEMORY_GOAL} MB"
    yield Figure(f"memory, {size:,}", f"{memory:.0f} MB at most", goal, memory <= MEMORY_GOAL)


def _against(name: str, cost: float, empty: float, goal: float | None) -> Figure:
    value = f"{cost:.0f} ms CPU, {cost / empty:.2f} x an empty application"
    if goal is None:
        return Figure(name, value)
    return Figure(name, value, f"{goal:g} x", cost / empty <= goal * MARGIN)


def _p95(name: str, times: Sequence[tuple[float, float]], goal: float) -> Figure:
    clock, cpu = ([pair[place] for pair in times] for place in (0, 1))
    middle, slow = statistics.median(clock), statistics.quantiles(clock, n=20)[-1]
    spent = statistics.median(cpu)
    value = f"median {middle:.0f} ms, p95 {slow:.0f} ms; median CPU {spent:.0f} ms"
    return Figure(name, value, f"{goal} ms", slow <= goal * MARGIN)
