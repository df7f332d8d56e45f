"""What goes to stdout: tables for people; JSON, CSV, TSV and references for programs."""

import io
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import click

from crm.cli.commands import AnyFunction, Option
from crm.cli.failures import say
from crm.cli.invocation import Invocation, current
from crm.cli.parameters import Word
from crm.cli.tables import heading, lay_out, terminal_width
from crm.i18n import N_, _
from crm.text import for_terminal

FORMATS = ("table", "json", "csv", "tsv", "ids")
UNSAFE_IN_JSON = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"
"""What JSON lets through and a terminal may act on, or no UTF-8 can hold: a regular expression."""

Row = Mapping[str, Any]


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


def print_rows(
    rows: Sequence[Row], listing: Listing, *, whole: Callable[[], Iterable[Any]] | None = None
) -> None:
    """Print a list in the format asked for; `whole` fetches what JSON shows, if not the rows."""
    chosen = current().format or "table"
    if chosen == "json":
        print_json(list(whole()) if whole else list(rows))
    elif chosen == "ids":
        print_lines(listing.reference(row) for row in rows)
    elif chosen == "table":
        _print_table(rows, listing)
    else:
        print_separated(
            [{"reference": listing.reference(row)} | dict(row) for row in rows],
            ("reference", *listing.keys),
            chosen,
        )


def _print_table(rows: Sequence[Row], listing: Listing) -> None:
    if not rows:
        say(_(listing.empty))
        return
    columns = [column for column in listing.columns if any(map(column.cell, rows))]
    titles = ["", *(_(column.title) for column in columns)]
    cells = [[listing.reference(row), *(column.cell(row) for column in columns)] for row in rows]
    first, *others = lay_out([titles, *cells], terminal_width())
    print_lines([heading(first)])
    for row, line in zip(rows, others, strict=True):
        print_lines([line, *(for_terminal(f"     {text}") for text in listing.beneath(row))])


def print_json(answer: object) -> None:
    """Print an answer as JSON whose control characters are all escaped."""
    import json

    text = json.dumps(answer, ensure_ascii=False, indent=2)
    print_lines([re.sub(UNSAFE_IN_JSON, lambda match: f"\\u{ord(match[0]):04x}", text)])


def print_lines(lines: Iterable[str]) -> None:
    """Print lines that are already fit for a terminal."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def print_separated(rows: Iterable[Row], columns: Sequence[str], chosen: str) -> None:
    """Print rows as CSV or TSV, formulas made harmless."""
    from crm.formats.csv_writer import write_csv

    delimiter = "\t" if chosen == "tsv" else ","
    stream = io.StringIO(newline="")
    write_csv(map(_flattened, rows), columns, stream, delimiter=delimiter)
    text = stream.getvalue().replace("\r\n", "\n")
    sys.stdout.write(for_terminal(text, multiline=True) if sys.stdout.isatty() else text)


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
