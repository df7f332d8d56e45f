"""Tables in text files: CSV (RFC 4180), with semicolons, tabs or bars, as programs write them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TextIO

from crm.errors import FormatError
from crm.formats.dialect import declared_delimiter, find_delimiter, sample_rows
from crm.formats.encoding import Survey, decoding_fault, survey
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record, RecordProblem, RejectedRecord
from crm.formats.tables import (
    SHOWN_LENGTH,
    Layout,
    NumberedRow,
    lay_out,
    table_records,
    with_layout,
)
from crm.i18n import _

# Linear in time and flat in memory, so its speed need not be paid for with a process of its own.
ISOLATED = False
CELL_LIMIT = 1_000_000
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in a text file: what its bytes are, what divides its cells, how it is laid out."""

    survey: Survey
    delimiter: str
    layout: Layout


def describe(path: Path, options: ReadOptions) -> Description:
    """Say how a file is encoded and divided and which field each column holds.

    Raises FormatError for a file that is no table with a column for names, UsageError for a
    mapping that does not fit its columns.
    """
    table = _table(path, options)
    described = Description(
        path=path,
        format="csv",
        sha256=table.survey.sha256,
        size=table.survey.size,
        encoding=table.survey.encoding,
        delimiter=table.delimiter,
        problems=tuple(_byte_problems(table.survey)),
    )
    return with_layout(described, table.layout, options)


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records of a file one at a time, in its order; errors as `describe`.

    Memory does not grow with the file. A row with a quotation mark that is never closed is
    rejected, and the rows below it are read as if it were not there.
    """
    table = _table(path, options)
    with _opened(path, table.survey) as stream:
        rows = _numbered_rows(stream, table.delimiter)
        records = table_records(rows, table.layout, options, guarded=True)
        try:
            yield from map(_with_damaged_cells, records) if table.survey.damaged else records
        except UnicodeError as error:
            raise decoding_fault(path, table.survey.encoding) from error


# --- The layout ----------------------------------------------------------------------------------


def _table(path: Path, options: ReadOptions) -> TextTable:
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
    return TextTable(found, delimiter, lay_out(path, rows, options))


def _head_lines(path: Path, found: Survey) -> list[str]:
    """Return the physical lines that the head of the file holds whole."""
    with _opened(path, found) as stream:
        text = stream.read(len(found.head))
        text += stream.readline() if text[-1:] not in ("\n", "\r") else ""
    return list(StringIO(text, newline="")) or [""]


def _opened(path: Path, found: Survey) -> TextIO:
    errors = "replace" if found.damaged else "strict"
    return path.open(encoding=found.encoding, errors=errors, newline="")


def _byte_problems(found: Survey) -> Iterator[RecordProblem]:
    if found.damaged:
        message = _("The file holds bytes that are no text: they are shown as �.")
        yield RecordProblem(1, "", "", message)


# --- The rows ------------------------------------------------------------------------------------


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


def _with_damaged_cells(record: Record) -> Record:
    if not isinstance(record, RejectedRecord):
        message = _("Characters that cannot be read are shown as �: check the value.")
        record.problems += [
            RecordProblem(record.line, header, cell, message)
            for header, cell in zip(record.headers, record.cells, strict=False)
            if REPLACEMENT in cell
        ]
    return record
