"""Rows of text as plain tables: aligned by terminal cells, and made to fit a terminal."""

import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from crm.text import cell_width, for_terminal, pad

GAP = "  "
NARROWEST = 6


def terminal_width(stream: TextIO | None = None) -> int | None:
    """Return the cells of a line of the terminal, None where the output goes elsewhere.

    The output is standard output unless another stream is given.
    """
    if not (stream or sys.stdout).isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def heading(text: str) -> str:
    """Return a heading, bold on a terminal that may have it (https://no-color.org)."""
    bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return click.style(text, bold=True) if bold else text


def lay_out(rows: Sequence[Sequence[str]], width: int | None, *, indent: int = 0) -> list[str]:
    """Return one line a row, the columns aligned, none wider than `width` cells."""
    layout = Layout(None if width is None else width - indent)
    return [" " * indent + line for line in layout.lines(rows)]


class Layout:
    """The columns of a table that is laid out page by page, none wider than `width` cells.

    A column is as wide as the widest cell so far: pages that need more room than those before
    them begin a wider table, and no cell is cut for what came earlier.
    """

    def __init__(self, width: int | None) -> None:
        self._width = width
        self._widths: list[int] = []

    def lines(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """Return one line for each row of a page, the columns aligned."""
        cleaned = [[for_terminal(cell) for cell in row] for row in rows]
        if not cleaned:
            return []
        needed = [max(map(cell_width, column)) for column in zip(*cleaned, strict=True)]
        known = self._widths or needed
        self._widths = [max(pair) for pair in zip(known, needed, strict=True)]
        widths = self._widths if self._width is None else fit(self._widths, self._width)
        return [_line(row, widths) for row in cleaned]


def fit(widths: Sequence[int], available: int) -> list[int]:
    """Return widths that fit, taking from the widest columns first and leaving each a few cells."""
    fitted = list(widths)
    excess = sum(fitted) + len(GAP) * (len(fitted) - 1) - available
    while excess > 0:
        widest = max(range(len(fitted)), key=fitted.__getitem__)
        if fitted[widest] <= NARROWEST:
            break
        others = [width for place, width in enumerate(fitted) if place != widest]
        floor = max([NARROWEST, *(width for width in others if width < fitted[widest])])
        taken = min(excess, max(1, fitted[widest] - floor))
        fitted[widest] -= taken
        excess -= taken
    return fitted


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(map(pad, row, widths)).rstrip()
