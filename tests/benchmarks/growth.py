"""What a book costs as it grows: the same questions and changes in books of several sizes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.asking import measure_asking
from tests.benchmarks.changing import change_times
from tests.benchmarks.footprint import memory_figures
from tests.benchmarks.measuring import MARGIN, Figure, Measurement
from tests.benchmarks.networks import make_network

SIZES = (1_000, 10_000, 100_000)
LARGEST = 1_000_000
CHANGE_GOAL = 1.3
KEYSTROKE_LIMIT = 5.0


def figures(folder: Path, *, full: bool, large_book: Path | None = None) -> Iterator[Figure]:
    """Give all that is measured at each size; with `full` at a million people too.

    `large_book` is a book of a million that is there already.
    """
    smallest: dict[str, float] = {}
    for people in (*SIZES, LARGEST) if full else SIZES:
        given = large_book if people == LARGEST else None
        path = given or make_network(folder / f"{people}.db", people)
        for one in measure_asking(path):
            yield _asked(one, people)
        for name, cost in change_times(path).items():
            yield _changed(name, cost, smallest.setdefault(name, cost), people)
        yield from memory_figures(path, folder, people)


def _asked(one: Measurement, people: int) -> Figure:
    figure = one.figure
    if one.name.startswith("keystroke"):
        goal = f"{figure.goal}, {KEYSTROKE_LIMIT:g} ms"
        is_met = figure.is_met and one.milliseconds <= KEYSTROKE_LIMIT * MARGIN
        figure = replace(figure, goal=goal, is_met=is_met)
    return replace(
        figure,
        name=f"{one.name}, {people:,}",
        people=people,
        cost=one.milliseconds,
        floor=one.floor_milliseconds,
    )


def _changed(name: str, cost: float, smallest: float, people: int) -> Figure:
    times = cost / smallest
    return Figure(
        f"{name}, {people:,}",
        f"{cost:.1f} ms, {times:.2f} x with {SIZES[0]:,} people",
        f"{CHANGE_GOAL:g} x",
        times <= CHANGE_GOAL * MARGIN,
        people=people,
        cost=cost,
    )
