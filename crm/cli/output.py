"""What goes to stdout: tables for people; JSON, CSV, TSV and references for programs."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

import click

from crm.cli.commands import AnyFunction, Option
from crm.cli.failures import say
from crm.cli.invocation import Invocation, current
from crm.cli.parameters import Word
from crm.cli.tables import Layout, heading, terminal_width
from crm.i18n import N_, _
from crm.text import for_terminal

FORMATS = ("table", "json", "csv", "tsv", "ids")
UNSAFE_IN_JSON = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"
"""What JSON lets through and a terminal may act on, or no UTF-8 can hold: a regular expression."""

PAGE_LENGTH = 1000
"""How many rows are at hand at once: a list is written while it is read."""

Row = Mapping[str, Any]
Item = TypeVar("Item")


class Column(NamedTuple):
    """A column of a table: the key it shows, its title, and how its value is written."""

    key: str
    title: str
    text: Callable[[Any], str] | None = None

    def cell(self, row: Row) -> str:
        """Return what stands in this column for a row."""
        value = row[self.key]
        if self.text is not None:
            return self.text(value)
        return "" if value is None else str(value)


def _nothing_beneath(row: Row) -> Iterable[str]:
    del row
    return ()


class Listing(NamedTuple):
    """How rows of one kind are shown: their reference, their columns, and their keys in CSV.

    `beneath` gives the lines that stand under a row of the table.
    """

    reference: Callable[[Row], str]
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    empty: str
    beneath: Callable[[Row], Iterable[str]] = _nothing_beneath


def formats(function: AnyFunction) -> AnyFunction:
    """Add `--format` and `--json` to a command."""
    with_json = click.option(
        "--json",
        cls=Option,
        is_flag=True,
        expose_value=False,
        callback=_remember_json,
        help=N_("Short for --format json."),
    )
    with_format = click.option(
        "--format",
        cls=Option,
        type=Word(FORMATS),
        expose_value=False,
        callback=_remember_format,
        help=N_("How the answer is written."),
    )
    return with_format(with_json(function))


def _remember_format(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    invocation = context.find_object(Invocation)
    if value and invocation:
        invocation.format = value


def _remember_json(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    _remember_format(context, parameter, "json" if value else None)


def paged(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Give items page by page."""
    remaining = iter(items)
    while page := list(islice(remaining, PAGE_LENGTH)):
        yield page


def print_rows(
    rows: Iterable[Row], listing: Listing, *, whole: Callable[[], Iterable[Any]] | None = None
) -> None:
    """Print a list in the format asked for; `whole` fetches what JSON shows, if not the rows.

    It is written page by page, so that rows which are read as they are asked for can be any number.
    """
    chosen = current().format or "table"
    if chosen == "json":
        _print_array(whole() if whole else rows)
    elif chosen == "ids":
        print_lines(listing.reference(row) for row in rows)
    elif chosen == "table":
        _print_table(rows, listing)
    else:
        print_separated(
            ({"reference": listing.reference(row)} | dict(row) for row in rows),
            ("reference", *listing.keys),
            chosen,
        )


def _print_table(rows: Iterable[Row], listing: Listing) -> None:
    remaining = iter(rows)
    first = list(islice(remaining, PAGE_LENGTH + 1))
    if not first:
        say(_(listing.empty))
        return
    columns = _columns_for(first, listing)
    titles = ["", *(_(column.title) for column in columns)]
    layout = Layout(terminal_width())
    for number, page in enumerate(paged(chain(first, remaining))):
        cells = ([listing.reference(row), *(one.cell(row) for one in columns)] for row in page)
        title, *lines = layout.lines([titles, *cells])
        if number == 0:
            print_lines([heading(title)])
        for row, line in zip(page, lines, strict=True):
            print_lines([line, *(for_terminal(f"     {text}") for text in listing.beneath(row))])


def _columns_for(first: Sequence[Row], listing: Listing) -> Sequence[Column]:
    """Return the columns in which something stands; all of them where more than a page follows."""
    if len(first) > PAGE_LENGTH:
        return listing.columns
    return [column for column in listing.columns if any(map(column.cell, first))]


def print_json(answer: object) -> None:
    """Print an answer as JSON whose control characters are all escaped."""
    print_lines([_as_json(answer)])


def _print_array(answers: Iterable[object]) -> None:
    """Print answers as `print_json` prints a list of them, a page at a time."""
    between = "["
    for page in paged(answers):
        # Without the brackets of the page.
        sys.stdout.write(between + _as_json(page)[1:-2])
        between = ","
    sys.stdout.write("[]\n" if between == "[" else "\n]\n")


def _as_json(answer: object) -> str:
    import json

    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return re.sub(UNSAFE_IN_JSON, lambda match: f"\\u{ord(match[0]):04x}", text)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines that are already fit for a terminal."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def print_separated(rows: Iterable[Row], columns: Sequence[str], chosen: str) -> None:
    """Print rows as CSV or TSV, formulas made harmless."""
    from crm.formats.csv_writer import write_csv

    delimiter = "\t" if chosen == "tsv" else ","
    write_csv(map(_flattened, rows), columns, _PlainLines(), delimiter=delimiter)


class _PlainLines:
    """Standard output for rows of CSV: their ends are plain, and nothing acts on a terminal."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()

    def write(self, text: str) -> int:
        plain = text.replace("\r\n", "\n")
        return sys.stdout.write(for_terminal(plain, multiline=True) if self._is_terminal else plain)


def _flattened(row: Row) -> dict[str, object]:
    return {key: _flat(value) for key, value in row.items()}


def _flat(value: object) -> object:
    """Return a value fit for one cell: links by their names, anything deeper as JSON."""
    import json

    if isinstance(value, Mapping):
        return value["name"] if "name" in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return [str(_flat(part)) for part in value]
    return value
