"""Where the cells of a text table end and where its headers stand.

The standard library's Sniffer is not asked: it is misled by commas in addresses, and its
patterns take quadratic time on a hostile file. The headers that we know and an even number of
columns tell the delimiter more surely.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from crm.formats.columns import count_recognised
from crm.formats.guessing import looks_like_data
from crm.formats.records import column_name

DELIMITERS = (",", ";", "\t", "|")
# How far down a header row may stand, below what a program wrote above its table.
PREAMBLE = 20
SAMPLE_ROWS = 200

SampleRow = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header row: its physical line, its cells and the rows above it.

    A table without headers has columns called `column 1`, `column 2` …, and `line` is the one
    before its first row.
    """

    line: int
    cells: tuple[str, ...]
    above: tuple[SampleRow, ...]
    is_made_up: bool = False


def declared_delimiter(line: str) -> str | None:
    """Return the delimiter of Excel's first line `sep=;`, or None for any other line."""
    text = line.strip('\r\n"')
    if text[:4].lower() == "sep=" and len(text) == 5:
        return text[4]
    return None


def find_delimiter(lines: Sequence[str], mapping: Mapping[str, str], expected: str = ",") -> str:
    """Return the delimiter of a sample of lines; `expected` wins a tie."""
    candidates = sorted(DELIMITERS, key=lambda delimiter: delimiter != expected)
    return max(candidates, key=lambda delimiter: _evenness(lines, delimiter, mapping))


def _evenness(
    lines: Sequence[str], delimiter: str, mapping: Mapping[str, str]
) -> tuple[int, bool, float, int]:
    """Score a delimiter: headers known, more than one column, share of even rows, columns."""
    rows = sample_rows(lines, delimiter)
    if not rows:
        return (0, False, 0.0, 0)
    header = find_header(rows, mapping)
    width = len(header.cells)
    below = [cells for line, cells in rows if line > header.line]
    even = sum(len(cells) == width for cells in below) / len(below) if below else 1.0
    known = count_recognised(header.cells, mapping)
    return (known, width > 1, even, width)


def sample_rows(lines: Iterable[str], delimiter: str, first_line: int = 1) -> list[SampleRow]:
    """Return the first rows that hold anything, each with the line it begins on."""
    reader = csv.reader(lines, delimiter=delimiter)
    rows = []
    began = first_line
    try:
        for cells in islice(reader, SAMPLE_ROWS):
            if any(map(str.strip, cells)):
                rows.append((began, cells))
            began = first_line + reader.line_num
    except csv.Error:
        pass
    return rows


def find_header(rows: Sequence[SampleRow], mapping: Mapping[str, str]) -> Header:
    """Choose the header row: the first row, unless only a later one has headers that we know.

    Where the row holds an e-mail address or a number, as no header does, there is none.
    """
    chosen = 0
    if not count_recognised(rows[0][1], mapping):
        known = [count_recognised(cells, mapping) for line, cells in rows[:PREAMBLE]]
        best = max(known)
        chosen = known.index(best) if best > 1 else 0
    line, cells = rows[chosen]
    if looks_like_data(cells) and mapping.keys().isdisjoint(map(str.strip, cells)):
        names = tuple(map(column_name, range(len(cells))))
        return Header(line - 1, names, tuple(rows[:chosen]), is_made_up=True)
    return Header(line, tuple(cells), tuple(rows[:chosen]))
