"""A table, whatever file it stands in: its headers, its columns, and its rows as records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from crm.errors import FormatError
from crm.formats.columns import IDENTITY_NUMBER, NAME_FIELDS, Column, map_columns
from crm.formats.damage import Mender
from crm.formats.dialect import Header, SampleRow, find_header
from crm.formats.guessing import guess_columns
from crm.formats.programs import folded, program_of
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record, RecordProblem, RejectedRecord
from crm.formats.rows import RowReader, default_records
from crm.i18n import _

COLUMN_LIMIT = 1_000
SHOWN_LENGTH = 80
SHOWN_COLUMNS = 400
SAMPLES = 3

NumberedRow = tuple[int, list[str], RecordProblem | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: what its reader must know before the first row.

    `program` is the one whose headers these are, or empty; `guessed` are the headers whose field
    was told from what the columns hold; `samples` are the first values of each column.
    """

    header: Header
    columns: tuple[Column, ...]
    program: str = ""
    guessed: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()


def lay_out(path: Path, rows: Sequence[SampleRow], options: ReadOptions) -> Layout:
    """Find the headers in the first rows of a table and give every column its field.

    Raises FormatError for a table that is empty, too wide or without a column for names (save for
    `nameless`), UsageError for a mapping that does not fit its columns.
    """
    if not rows:
        raise FormatError(_("{path} has no rows: choose another file.").format(path=path))
    header = find_header(rows, options.mapping)
    if len(header.cells) > COLUMN_LIMIT:
        message = _("{path} has more than {limit} columns: it is no table of contacts.")
        raise FormatError(message.format(path=path, limit=COLUMN_LIMIT))
    named = map_columns(header.cells, options.mapping)
    program = program_of(header.cells)
    below = [cells for line, cells in rows if line > header.line]
    columns = named if program else guess_columns(named, below, _settled(named, options))
    guessed = tuple(
        column.header
        for column, before in zip(columns, named, strict=True)
        if column.field != before.field
    )
    if not options.nameless:
        require_name(path, columns)
    samples = tuple(_samples(column, below) for column in columns)
    return Layout(header, columns, program.name if program else "", guessed, samples)


def _samples(column: Column, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the first values of a column, each once."""
    if column.field == IDENTITY_NUMBER:
        return ()
    place = column.position
    values = (cells[place].strip()[:SHOWN_LENGTH] for cells in rows if place < len(cells))
    return tuple(islice(dict.fromkeys(filter(None, values)), SAMPLES))


def _settled(columns: Sequence[Column], options: ReadOptions) -> frozenset[str]:
    """Return the headers that were mapped by whoever asked, who is not contradicted."""
    asked = {folded(header) for header in options.mapping}
    return frozenset(column.header for column in columns if folded(column.header) in asked)


def require_name(path: Path, columns: Sequence[Column]) -> None:
    """Refuse a file of which no column is a name; errors: `FormatError`."""
    if any(column.field in NAME_FIELDS for column in columns):
        return
    message = _("No column of {path} is a name: say which one with --map COLUMN=name ({columns}).")
    shown = ", ".join(column.header for column in columns)[:SHOWN_COLUMNS]
    raise FormatError(message.format(path=path, columns=shown))


def with_layout(described: Description, layout: Layout, options: ReadOptions) -> Description:
    """Complete the description of a file with that of its table; the file's problems come first."""
    columns = layout.columns
    return replace(
        described,
        header_line=0 if layout.header.is_made_up else layout.header.line,
        headers=tuple(column.header for column in columns),
        mapping={column.header: column.field for column in columns if column.field},
        unmapped=tuple(column.header for column in columns if not column.field),
        records=default_records(columns, options.records),
        problems=(*described.problems, *_problems(layout, described.delimiter or "; ")),
        program=layout.program,
        guessed=layout.guessed,
        samples=dict(zip((column.header for column in columns), layout.samples, strict=True)),
    )


def _problems(layout: Layout, delimiter: str) -> Iterator[RecordProblem]:
    line = max(layout.header.line, 1)
    for above, cells in layout.header.above:
        message = _("The line stands above the headers: it is left out.")
        yield RecordProblem(above, "", delimiter.join(cells).rstrip(delimiter), message)
    if layout.header.is_made_up:
        message = _(
            "The table has no headers: its columns are called column 1, column 2 and so on."
        )
        yield RecordProblem(line, "", "", message)
    for place, column in enumerate(layout.columns):
        if sentence := _doubt(column, layout, bool(layout.header.cells[place].strip())):
            yield RecordProblem(line, column.header, "", sentence)


def _doubt(column: Column, layout: Layout, has_header: bool) -> str | None:
    if column.field == IDENTITY_NUMBER:
        return _("Personal identity numbers are not kept: the column is left out.")
    if column.header in layout.guessed:
        message = _(
            "The column was taken for {field} from what it holds; say otherwise with --map."
        )
        return message.format(field=column.field)
    if not column.field and has_header:
        return _("The column is not known: say what it is with --map COLUMN=FIELD.")
    return None


def table_records(
    rows: Iterable[NumberedRow], layout: Layout, options: ReadOptions, *, guarded: bool
) -> Iterator[Record]:
    """Give the records of the rows below the headers; `guarded` as of `Mender`.

    A row that has a problem of its own, or too many cells, is rejected.
    """
    mender = Mender(layout.columns, guarded=guarded)
    reader = RowReader(layout.columns, options.records, mender)
    for line, cells, problem in rows:
        if line <= layout.header.line or not any(map(str.strip, cells)):
            continue
        if problem or len(cells) > COLUMN_LIMIT:
            found = problem or _too_wide(line, cells)
            yield RejectedRecord(line, reader.headers, cells, problems=[found])
            continue
        yield from reader.records(line, cells)


def _too_wide(line: int, cells: list[str]) -> RecordProblem:
    message = _("The row has more than {limit} cells: mend the row.").format(limit=COLUMN_LIMIT)
    return RecordProblem(line, "", cells[0][:SHOWN_LENGTH], message)
