"""Tables in text files: CSV (RFC 4180), with semicolons, tabs or bars, as programs write them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TextIO

from crm.errors import FormatError
from crm.formats.columns import (
    IDENTITY_NUMBER,
    NAME_FIELDS,
    Column,
    map_columns,
)
from crm.formats.dialect import (
    Header,
    declared_delimiter,
    find_delimiter,
    find_header,
    sample_rows,
)
from crm.formats.encoding import Survey, decoding_fault, survey
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record, RecordProblem, RejectedRecord
from crm.formats.rows import RowReader, default_records
from crm.i18n import _

CELL_LIMIT = 1_000_000
COLUMN_LIMIT = 1_000
REPLACEMENT = "\ufffd"
SHOWN_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Table:
    """How a file is laid out: what a reader must know before the first row."""

    survey: Survey
    delimiter: str
    header: Header
    columns: tuple[Column, ...]


def describe(path: Path, options: ReadOptions) -> Description:
    """Say how a file is encoded and divided and which field each column holds.

    Raises FormatError for a file that is no table with a column for names, UsageError for a
    mapping that does not fit its columns.
    """
    table = _table(path, options)
    return Description(
        path=path,
        format="csv",
        sha256=table.survey.sha256,
        size=table.survey.size,
        encoding=table.survey.encoding,
        delimiter=table.delimiter,
        header_line=table.header.line,
        headers=tuple(column.header for column in table.columns),
        mapping={column.header: column.field for column in table.columns if column.field},
        unmapped=tuple(column.header for column in table.columns if not column.field),
        records=default_records(table.columns, options.records),
        problems=tuple(_file_problems(table)),
    )


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records of a file one at a time, in its order; errors as `describe`.

    Memory does not grow with the file. A row with a quotation mark that is never closed is
    rejected, and the rows below it are read as if it were not there.
    """
    table = _table(path, options)
    rows = RowReader(table.columns, options.records, guarded=True)
    with _opened(path, table.survey) as stream:
        try:
            yield from _records(stream, table, rows)
        except UnicodeError as error:
            raise decoding_fault(path, table.survey.encoding) from error


def _records(stream: TextIO, table: Table, rows: RowReader) -> Iterator[Record]:
    damaged = table.survey.damaged
    for line, cells, problem in _numbered_rows(stream, table.delimiter):
        if line <= table.header.line or not any(map(str.strip, cells)):
            continue
        problem = problem or _too_wide(line, cells)
        if problem:
            yield RejectedRecord(line, rows.headers, cells, problems=[problem])
            continue
        for record in rows.records(line, cells):
            if damaged:
                record.problems += _damaged_cells(line, rows.headers, cells)
            yield record


# --- The layout ----------------------------------------------------------------------------------


def _table(path: Path, options: ReadOptions) -> Table:
    options.check()
    found = survey(path, options.encoding)
    try:
        lines = _head_lines(path, found)
    except (UnicodeError, LookupError) as error:
        raise decoding_fault(path, found.encoding) from error
    declared = declared_delimiter(lines[0])
    skipped = 1 if declared else 0
    expected = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    delimiter = options.delimiter or declared or find_delimiter(lines, options.mapping, expected)
    rows = sample_rows(lines[skipped:], delimiter, first_line=1 + skipped)
    if not rows:
        raise FormatError(_("{path} has no rows: choose another file.").format(path=path))
    header = find_header(rows, options.mapping)
    if len(header.cells) > COLUMN_LIMIT:
        message = _("{path} has more than {limit} columns: it is no table of contacts.")
        raise FormatError(message.format(path=path, limit=COLUMN_LIMIT))
    columns = map_columns(header.cells, options.mapping)
    _require_name(path, columns)
    return Table(found, delimiter, header, columns)


def _head_lines(path: Path, found: Survey) -> list[str]:
    """Return the physical lines that the head of the file holds whole."""
    with _opened(path, found) as stream:
        text = stream.read(len(found.head))
        text += stream.readline() if text[-1:] not in ("\n", "\r") else ""
    return list(StringIO(text, newline="")) or [""]


def _opened(path: Path, found: Survey) -> TextIO:
    errors = "replace" if found.damaged else "strict"
    return path.open(encoding=found.encoding, errors=errors, newline="")


def _require_name(path: Path, columns: tuple[Column, ...]) -> None:
    if any(column.field in NAME_FIELDS for column in columns):
        return
    message = _("No column of {path} is a name: say which one with --map COLUMN=name ({columns}).")
    shown = ", ".join(column.header for column in columns)[: 5 * SHOWN_LENGTH]
    raise FormatError(message.format(path=path, columns=shown))


def _file_problems(table: Table) -> Iterator[RecordProblem]:
    line = table.header.line
    if table.survey.damaged:
        message = _("The file holds bytes that are no text: they are shown as �.")
        yield RecordProblem(1, "", "", message)
    for above, cells in table.header.above:
        text = table.delimiter.join(cells)
        yield RecordProblem(
            above, "", text, _("The line stands above the headers: it is left out.")
        )
    for column in table.columns:
        if column.field == IDENTITY_NUMBER:
            message = _("Personal identity numbers are not kept: the column is left out.")
            yield RecordProblem(line, column.header, "", message)
        elif not column.field:
            message = _("The column is not known: say what it is with --map COLUMN=FIELD.")
            yield RecordProblem(line, column.header, "", message)


# --- The rows ------------------------------------------------------------------------------------

NumberedRow = tuple[int, list[str], RecordProblem | None]


class _Lines:
    """The lines of a stream, remembering those of the row that is being read."""

    def __init__(self, stream: Iterator[str]) -> None:
        self.stream = stream
        self.row: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self.stream)
        self.row.append(line)
        return line


def _numbered_rows(stream: Iterator[str], delimiter: str, began: int = 1) -> Iterator[NumberedRow]:
    """Give each row with the physical line it begins on, counted from `began`."""
    csv.field_size_limit(CELL_LIMIT)
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter)
    line = began
    last: tuple[int, list[str], list[str]] | None = None
    try:
        for cells in reader:
            if last:
                yield last[0], last[1], None
            last = (line, cells, lines.row)
            lines.row = []
            line = began + reader.line_num
    except csv.Error as error:
        raise FormatError(_cell_too_long(line)) from error
    if last:
        yield from _last_row(*last, delimiter)


def _last_row(
    line: int, cells: list[str], lines: list[str], delimiter: str
) -> Iterator[NumberedRow]:
    """Give the last row; where a quotation mark swallowed the end of the file, mend that."""
    if not _is_unclosed(lines, delimiter):
        yield line, cells, None
        return
    message = _("A quotation mark is opened here and never closed: mend the row.")
    shown = lines[0].strip()
    yield line, [shown], RecordProblem(line, "", shown[:SHOWN_LENGTH], message)
    yield from _numbered_rows(iter(lines[1:]), delimiter, line + 1)


def _is_unclosed(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _cell_too_long(line: int) -> str:
    message = _("Line {line} has a cell of more than {limit} characters: is a quote missing?")
    return message.format(line=line, limit=CELL_LIMIT)


def _too_wide(line: int, cells: list[str]) -> RecordProblem | None:
    if len(cells) <= COLUMN_LIMIT:
        return None
    message = _("The row has more than {limit} cells: mend the row.").format(limit=COLUMN_LIMIT)
    return RecordProblem(line, "", cells[0][:SHOWN_LENGTH], message)


def _damaged_cells(line: int, headers: tuple[str, ...], cells: list[str]) -> list[RecordProblem]:
    message = _("Characters that cannot be read are shown as �: check the value.")
    return [
        RecordProblem(line, header, cell, message)
        for header, cell in zip(headers, cells, strict=False)
        if REPLACEMENT in cell
    ]
