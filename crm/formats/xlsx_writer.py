"""Workbooks of Excel (ECMA-376), through XlsxWriter: typed cells, and text that stays text."""

import math
import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from crm.errors import UsageError
from crm.formats.csv_writer import cell_text
from crm.formats.protocol import WRITTEN_KINDS, WriteOptions
from crm.formats.readable import fit_to_read
from crm.i18n import _
from crm.settings import today

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TAKES = "rows"
SUFFIX = ".xlsx"
KINDS = WRITTEN_KINDS
BINARY = True

# "Excel specifications and limits", Microsoft.
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
MOST_DIGITS = 10**15
FIRST_YEAR = 1900
NARROW, WIDE = 8, 50
DATES = frozenset(
    {"start_date", "end_date", "founding_date", "dissolution_date", "last_interaction"}
    | {"due_date", "done_on", "starts_at", "ends_at"}
)
MOST_IN_NAME = 31
RESERVED_NAME = "history"
OWN_FIELD = "custom:"
# Text is only ever text: no formula, no link, no number.
SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write rows as a sheet with a frozen header, widths and a filter.

    Whole dates are dates and numbers are numbers; all else is text, phone numbers too. Memory
    does not grow with the rows.
    Raises UsageError for more rows or a longer text than Excel takes.
    """
    from xlsxwriter import Workbook

    # What is unfinished stays in this folder, and goes with it.
    with TemporaryDirectory(prefix="crm-") as folder:
        path = Path(folder) / "book.xlsx"
        with Workbook(path, {**SETTINGS, "tmpdir": folder}) as workbook:
            title = fit_to_read(options.title)
            workbook.set_properties({"title": title, "created": _this_day()})
            sheet = workbook.add_worksheet(_sheet_name(title))
            formats = {
                "heading": workbook.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
                "text": workbook.add_format({"num_format": "@"}),
                "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
                "moment": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            }
            count = _Sheet(sheet, options, formats).fill(items)
        with path.open("rb") as written:
            shutil.copyfileobj(written, stream)
    return count


def _sheet_name(title: str) -> str:
    """Return a title that a sheet can have; empty text lets Excel name it."""
    name = _NOT_IN_NAMES.sub(" ", title)[:MOST_IN_NAME].strip(" '")
    return "" if name.casefold() == RESERVED_NAME else name


def _this_day() -> datetime:
    return datetime.combine(today(), time())


class _Sheet:
    """One sheet that is filled row by row, and the widths that its columns turn out to need."""

    def __init__(
        self, sheet: "Worksheet", options: WriteOptions, formats: Mapping[str, "Format"]
    ) -> None:
        self._sheet = sheet
        self._columns = options.columns
        self._headings = [_heading(options, column) for column in options.columns]
        self._formats = formats
        self._may_be_dates = [
            column in DATES or column.startswith(OWN_FIELD) for column in options.columns
        ]
        self._widths = [NARROW] * len(options.columns)

    def fill(self, items: Iterable[Mapping[str, Any]]) -> int:
        """Write the header and all rows, and return how many rows there were."""
        self._sheet.freeze_panes(1, 0)
        for position, heading in enumerate(self._headings):
            self._write_text(0, position, heading, "heading")
        count = 0
        for count, item in enumerate(items, start=1):
            if count >= MOST_ROWS:
                message = _("A sheet of Excel holds {most} rows: choose fewer, or write CSV.")
                raise UsageError(message.format(most=MOST_ROWS - 1))
            for position, value in enumerate(map(item.get, self._columns)):
                if value is not None and value != "":
                    self._write(count, position, value)
        if self._columns:
            self._sheet.autofilter(0, 0, count, len(self._columns) - 1)
        for position, width in enumerate(self._widths):
            self._sheet.set_column(position, position, min(width, WIDE) + 2)
        return count

    def _write(self, row: int, position: int, value: object) -> None:
        if isinstance(value, str):
            if self._may_be_dates[position] and (moment := _moment_of(value)):
                kind = "moment" if isinstance(moment, datetime) else "date"
                self._sheet.write_datetime(row, position, moment, self._formats[kind])
                self._widen(position, value)
            else:
                self._write_text(row, position, fit_to_read(value))
        elif isinstance(value, int | float) and _is_exact(value):
            self._sheet.write_number(row, position, value)
        else:
            self._write_text(row, position, fit_to_read(cell_text(value)))

    def _write_text(self, row: int, position: int, text: str, kind: str = "text") -> None:
        if len(text) > MOST_LETTERS // 2 and _units(text) > MOST_LETTERS:
            message = _(
                "In row {row}, {column} is longer than the {most} characters that a cell of Excel "
                "holds: choose other columns, or write CSV."
            )
            column = self._headings[position]
            raise UsageError(message.format(row=row + 1, column=column, most=MOST_LETTERS))
        if text.startswith("<r>") and text.endswith("</r>"):
            # That whole, XlsxWriter would take it for XML of its own.
            parts = (text[:1], text[1:2], text[2:])
            self._sheet.write_rich_string(row, position, *parts, self._formats[kind])
        elif text:
            self._sheet.write_string(row, position, text, self._formats[kind])
        self._widen(position, text)

    def _widen(self, position: int, text: str) -> None:
        if self._widths[position] < min(len(text), WIDE):
            longest = max(map(len, text.splitlines()), default=0)
            self._widths[position] = max(self._widths[position], longest)


def _heading(options: WriteOptions, column: str) -> str:
    # An import knows fields of the user's own and labels (`phone:mobile`) by these names.
    return fit_to_read(column if ":" in column else options.heading(column))


def _is_exact(number: float) -> bool:
    """Tell whether it is a number of which Excel keeps every digit."""
    return not isinstance(number, bool) and math.isfinite(number) and abs(number) < MOST_DIGITS


def _moment_of(value: str) -> date | None:
    """Return a whole date, or a moment, that Excel can count from; a partial one stays text."""
    try:
        if len(value) == len("2019-05-02"):
            found = date.fromisoformat(value)
        elif len(value) == len("2019-05-02T09:30"):
            found = datetime.fromisoformat(value)
        else:
            return None
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR and found.isoformat()[: len(value)] == value else None


def _units(text: str) -> int:
    """Return the length of a text as Excel counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
