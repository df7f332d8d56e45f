"""Tables for spreadsheets: CSV as RFC 4180 has it, with cells that cannot act as formulas."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from crm.formats.cells import SEPARATOR
from crm.formats.formulas import neutralise
from crm.formats.protocol import WRITTEN_KINDS, WriteOptions
from crm.formats.streams import text_over

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

TAKES = "rows"
SUFFIX = ".csv"
KINDS = WRITTEN_KINDS
BYTE_ORDER_MARK = "\ufeff"
PERSON_COLUMNS = (
    "id",
    "uid",
    "name",
    "given_name",
    "family_name",
    "honorific_prefix",
    "organisation",
    "role",
    "start_date",
    "end_date",
    "email",
    "phone",
    "address",
    "website",
    "language",
    "tags",
    "note",
    "alias",
)
ORGANISATION_COLUMNS = (
    "id",
    "uid",
    "name",
    "classification",
    "parent",
    "orgnr",
    "area",
    "email",
    "phone",
    "address",
    "website",
    "alias",
    "founding_date",
    "dissolution_date",
    "tags",
    "note",
)

_SURROGATE = re.compile("[\ud800-\udfff]")


def write(items: Iterable[Mapping[str, Any]], stream: BinaryIO, options: WriteOptions) -> int:
    """Write rows as a table in UTF-8; the delimiter of the options makes it CSV or TSV."""
    with text_over(stream, newline="") as text:
        return write_csv(
            items,
            options.columns,
            text,
            delimiter=options.delimiter,
            line_end=options.line_end,
            bom=options.bom,
            raw=options.raw,
        )


def write_csv(
    rows: Iterable[Mapping[str, object]],
    columns: Sequence[str],
    stream: "SupportsWrite[str]",
    *,
    delimiter: str = ",",
    line_end: str = "\r\n",
    bom: bool = False,
    raw: bool = False,
) -> int:
    """Write a header row and the rows, and return how many rows were written.

    Values are looked up by column; None is an empty cell, a truth value `true` or `false`, a
    list is joined with ` ::: `. Rows end in CRLF (RFC 4180, section 2) unless `line_end` says
    otherwise, so open the stream with `newline=""`. `bom` helps Excel to see UTF-8. Cells that a
    spreadsheet would run as formulas get an apostrophe, which our reader takes off again, unless
    `raw`. Memory does not grow with the rows.
    """
    if bom:
        stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
    text_of = cell_text if raw else _harmless_text
    writer.writerow(map(text_of, columns))
    count = 0
    for row in rows:
        cells = map(row.get, columns)
        # Most are empty; of what is false only a number and a truth value are not.
        writer.writerow([text_of(cell) if cell or cell == 0 else "" for cell in cells])
        count += 1
    return count


def _harmless_text(value: object) -> str:
    # Most cells begin with a letter or digit, as nothing risky does.
    text = value if isinstance(value, str) and value.isascii() else cell_text(value)
    return text if text[:1].isalnum() else neutralise(text)


def join_values(values: Iterable[object]) -> str:
    """Write several values in one cell, so that our reader takes them apart again."""
    return SEPARATOR.join(cell_text(value) for value in values)


def cell_text(value: object) -> str:
    """Write a value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.isprintable() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list | tuple):
        return join_values(value) if len(value) != 1 else cell_text(value[0])
    if isinstance(value, bool):
        return "true" if value else "false"
    return _SURROGATE.sub("\ufffd", str(value))
