"""Charts of cost against the size of the book, drawn as one SVG from the figures of a run.

`python -m tests.benchmarks.charts figures.json docs/images/growth.svg`. Both axes are logarithmic:
what does not grow with the book is level. The colours read on a light page and on a dark one.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

COLUMNS = 3
WIDTH, HEIGHT = 310, 190
LEFT, RIGHT, TOP, BOTTOM = 48, 62, 34, 28
OURS, FLOOR, INK, LINES = "#3d8bd4", "#d9822b", "#7d8590", "#7d859055"
MEMORY = "memory"
NAME_HEIGHT = 12

Points = dict[int, float]


class Panel(NamedTuple):
    """One chart: what it is of, in which unit, what it costs at each size and what the floor does.

    `floor_name` says what the floor is.
    """

    title: str
    unit: str
    ours: Points
    floor: Points
    floor_name: str


def panels_of(figures: Iterable[Mapping[str, Any]]) -> list[Panel]:
    """Gather the figures that were measured at several sizes; commands' memory is one chart."""
    ours: defaultdict[tuple[str, str], Points] = defaultdict(dict)
    floors: defaultdict[tuple[str, str], Points] = defaultdict(dict)
    for one in figures:
        if not one["people"] or one["cost"] is None:
            continue
        people, name = one["people"], one["name"].removesuffix(f", {one['people']:,}")
        if name.startswith(MEMORY):
            key = ("memory of the commands", one["unit"])
            ours[key][people] = max(one["cost"], ours[key].get(people, 0))
            floors[key][people] = min(one["cost"], floors[key].get(people, math.inf))
            continue
        ours[name, one["unit"]][people] = one["cost"]
        if one["floor"] is not None:
            floors[name, one["unit"]][people] = one["floor"]
    return [
        Panel(title, unit, points, floors[title, unit], "least" if unit == "MB" else "bare SQL")
        for (title, unit), points in ours.items()
    ]


def draw(panels: list[Panel]) -> str:
    """Return the charts as one SVG."""
    rows = -(-len(panels) // COLUMNS)
    width, height = COLUMNS * WIDTH, rows * HEIGHT
    body = "\n".join(
        line
        for place, panel in enumerate(panels)
        for line in _panel(panel, place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" font-family="sans-serif" font-size="11"'
        f' fill="{INK}" role="img">\n<title>Cost against the number of people in a book</title>\n'
        f"{body}\n</svg>\n"
    )


class Curve(NamedTuple):
    """One of the curves of a panel."""

    points: Points
    name: str
    colour: str


class Scale(NamedTuple):
    """A logarithmic axis: from which power of ten to which, over which pixels."""

    low: int
    high: int
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return where a value lies."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def _scale(values: Iterable[float], start: float, end: float, least: int = 1) -> Scale:
    powers = [math.log10(value) for value in values]
    low = math.floor(min(powers) + 1e-9)
    high = math.ceil(max(powers) - 1e-9)
    return Scale(low, max(low + least, high), start, end)


def _panel(panel: Panel, x: int, y: int) -> Iterator[str]:
    values = [*panel.ours.values(), *panel.floor.values()]
    across = _scale(panel.ours, x + LEFT, x + WIDTH - RIGHT)
    # A curve over one power of ten would look steep that is nearly level.
    up = _scale(values, y + HEIGHT - BOTTOM, y + TOP, 2)
    yield f'<text x="{x + LEFT}" y="{y + 14}" font-weight="bold">{escape(panel.title)}</text>'
    yield f'<text x="{x + LEFT}" y="{y + 27}" font-size="9">{panel.unit}, by people</text>'
    for power in range(up.low, up.high + 1):
        height = up.place(10**power)
        yield _line([(across.start, height), (across.end, height)], LINES, 1)
        yield _text(across.start - 5, height + 4, f"{10**power:g}", "end")
    for power in range(across.low, across.high + 1):
        yield _text(across.place(10**power), y + HEIGHT - 12, f"{10**power:,}", "middle")
    curves = [Curve(panel.ours, "most" if panel.unit == "MB" else "crm", OURS)]
    if panel.floor:
        curves.insert(0, Curve(panel.floor, panel.floor_name, FLOOR))
    for curve in curves:
        yield from _curve(curve, across, up)
    yield from _names(curves, across, up)


def _curve(curve: Curve, across: Scale, up: Scale) -> Iterator[str]:
    points = sorted(curve.points.items())
    places = [(across.place(people), up.place(cost)) for people, cost in points]
    yield _line(places, curve.colour, 2)
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{curve.colour}"/>'


def _names(curves: Sequence[Curve], across: Scale, up: Scale) -> Iterator[str]:
    """Name each curve beside its end, one name below the other where the ends are close."""
    below = -math.inf
    for curve in sorted(curves, key=lambda one: -one.points[max(one.points)]):
        end = max(curve.points)
        below = max(below + NAME_HEIGHT, up.place(curve.points[end]) + 3)
        yield _text(across.place(end) + 6, below, curve.name, "start", curve.colour)


def _line(places: list[tuple[float, float]], colour: str, width: float) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="10" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def main() -> None:
    """Draw, if anything was measured at several sizes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.charts")
    parser.add_argument("figures", type=Path)
    parser.add_argument("chart", type=Path)
    options = parser.parse_args()
    figures = json.loads(options.figures.read_text(encoding="utf-8"))
    if panels := panels_of(figures):
        options.chart.write_text(draw(panels), encoding="utf-8")


if __name__ == "__main__":
    main()
