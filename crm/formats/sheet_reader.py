"""Tables in workbooks: XLSX, XLS and ODS, read by python-calamine (MIT, Rust's calamine).

The sheet whose headers are known best is read, unless another is asked for. A value is the text
that a person would have typed: `46701234567.0` is `46701234567`, a day is `2019-05-02`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.errors import FormatError, UsageError
from crm.formats.columns import count_recognised
from crm.formats.dialect import SAMPLE_ROWS, SampleRow, find_header
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record, RecordProblem
from crm.formats.tables import Layout, NumberedRow, lay_out, table_records, with_layout
from crm.formats.workbooks import Workbook, damaged, examine, protected
from crm.i18n import _, ngettext
from crm.text import fold

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# How many rows from the top are looked at for the headers.
LOOKED_AT = 2_000
# Whole numbers are exact below this (IEEE 754, double precision).
EXACT = 1 << 53


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of a workbook and its first rows that hold anything.

    `contents` gives the whole of it, read anew unless it is the only one: so that the memory holds
    one at a time.
    """

    name: str
    is_visible: bool
    rows: list[SampleRow]
    contents: Callable[[], "CalamineSheet"]

    def known(self, options: ReadOptions) -> tuple[bool, int]:
        """Say how well the headers of the sheet are known; a hidden sheet comes after others."""
        if not self.rows:
            return (False, -1)
        header = find_header(self.rows, options.mapping)
        return (self.is_visible, count_recognised(header.cells, options.mapping))


def describe(path: Path, options: ReadOptions) -> Description:
    """Say which sheet of a workbook is read, and which field each of its columns holds.

    Raises FormatError for a file that is no workbook, has a password, would not fit the memory or
    has no table with a column for names; UsageError for a sheet that is not there or a mapping
    that does not fit.
    """
    found = examine(path)
    if found.kind == "text":
        return _describe_text(path, options)
    sheets = _sheets(path, options)
    layout, sheet = _chosen(path, sheets, options)
    described = Description(
        path=path,
        format=found.kind,
        sha256=found.sha256,
        size=found.size,
        encoding="",
        sheet=sheet.name,
        problems=tuple(_sheet_problems(found, sheet, sheets)),
    )
    return with_layout(described, layout, options)


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records of a sheet one at a time, each with its row number; errors as `describe`."""
    if examine(path).kind == "text":
        from crm.formats import csv_reader

        yield from csv_reader.read(path, options)
        return
    layout, sheet = _chosen(path, _sheets(path, options), options)
    rows = _numbered_rows(path, sheet.contents())
    yield from table_records(rows, layout, options, guarded=False)


def _describe_text(path: Path, options: ReadOptions) -> Description:
    from crm.formats import csv_reader

    described = csv_reader.describe(path, options)
    message = _("The file is called a workbook but is a text file: it is read as one.")
    return replace(described, problems=(RecordProblem(1, "", "", message), *described.problems))


# --- The sheets ----------------------------------------------------------------------------------


def _sheets(path: Path, options: ReadOptions) -> list[_Sheet]:
    """Return the sheets of a workbook with their first rows; only the one that is asked for."""
    options.check()
    book = _opened(path)
    names = _asked_for(path, book, options.sheet)
    return [_sheet(path, book, name, is_only=len(names) == 1) for name in names]


def _opened(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    book: CalamineWorkbook = _guarded(path, lambda: CalamineWorkbook.from_path(path))
    return book


def _asked_for(path: Path, book: "CalamineWorkbook", name: str | None) -> list[str]:
    if name is None or name in book.sheet_names:
        return [name] if name is not None else book.sheet_names
    alike = [one for one in book.sheet_names if fold(one) == fold(name)]
    if len(alike) == 1:
        return alike
    message = _("There is no sheet called {sheet}: {path} has {sheets}.")
    shown = ", ".join(book.sheet_names)
    raise UsageError(message.format(sheet=name, path=path, sheets=shown))


def _sheet(path: Path, book: "CalamineWorkbook", name: str, *, is_only: bool) -> _Sheet:
    from python_calamine import SheetVisibleEnum

    def contents() -> "CalamineSheet":
        sheet: CalamineSheet = _guarded(path, lambda: book.get_sheet_by_name(name))
        return sheet

    content = contents()
    visible = {one.name: one.visible == SheetVisibleEnum.Visible for one in book.sheets_metadata}
    rows = [
        (line, _without_empty_end(cells))
        for line, cells, _problem in islice(_numbered_rows(path, content), LOOKED_AT)
        if any(cells)
    ]
    return _Sheet(
        name,
        visible.get(name, True),
        rows[:SAMPLE_ROWS],
        (lambda: content) if is_only else contents,
    )


def _without_empty_end(cells: list[str]) -> list[str]:
    width = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return cells[:width]


def _chosen(path: Path, sheets: list[_Sheet], options: ReadOptions) -> tuple[Layout, _Sheet]:
    """Choose the sheet whose headers are known best, or else the first that has a table."""
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise FormatError(_("{path} has no rows: choose another file.").format(path=path))
    ordered = sorted(filled, key=lambda sheet: sheet.known(options), reverse=True)
    for sheet in ordered:
        try:
            return lay_out(path, sheet.rows, options), sheet
        except FormatError:
            continue
    return lay_out(path, ordered[0].rows, options), ordered[0]


def _sheet_problems(
    found: Workbook, chosen: _Sheet, sheets: list[_Sheet]
) -> Iterator[RecordProblem]:
    for sheet in sheets:
        if sheet.rows and sheet is not chosen:
            message = _("The sheet {sheet} is left out: choose it with --sheet.")
            yield RecordProblem(1, "", sheet.name, message.format(sheet=sheet.name))
    if found.errors:
        message = ngettext(
            "{count} cell holds the error of a formula: it is left empty.",
            "{count} cells hold the errors of formulas: they are left empty.",
            found.errors,
        )
        yield RecordProblem(1, "", "", message.format(count=found.errors))


# --- The cells -----------------------------------------------------------------------------------


def _numbered_rows(path: Path, content: "CalamineSheet") -> Iterator[NumberedRow]:
    """Give each row with its number, its cells as text and merged cells filled in downwards."""
    merged = _merged(content)
    above: list[str] = []
    for line, row in enumerate(_guarded(path, content.iter_rows), start=1):
        cells = [value if type(value) is str else as_text(value) for value in row]
        for place in merged.get(line - 1, ()):
            if place < len(above):
                cells[place] = cells[place] or above[place]
        above = cells
        yield line, cells, None


def _merged(content: "CalamineSheet") -> dict[int, list[int]]:
    """Return, for each row, the cells that are merged with the one above: row to places."""
    first = content.start[1] if content.start else 0
    last = content.end[0] if content.end else 0
    below: dict[int, list[int]] = {}
    for (top, left), (bottom, _right) in content.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom, last) + 1):
            if left >= first:
                below.setdefault(row, []).append(left - first)
    return below


def as_text(value: object) -> str:
    """Return what stands in a cell as a person would have typed it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < EXACT
        return str(int(value)) if is_whole else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _guarded(path: Path, call: Callable[[], Any]) -> Any:
    """Call the library, whose own errors (and panics, which are no `Exception`) get a sentence."""
    from python_calamine import CalamineError, PasswordError

    try:
        return call()
    except PasswordError:
        raise protected(path) from None
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise damaged(path) from error
        raise
