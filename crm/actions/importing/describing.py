"""What a file is and what its columns hold, told before its records are read."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

from sqlmodel import Session

from crm.actions.importing.mappings import Reading, columns_of, find_reading
from crm.actions.importing.plan import ColumnPlan
from crm.errors import FormatError
from crm.formats import ReadOptions
from crm.validation import find_personal_identity_number


class ColumnDescription(ColumnPlan):
    """A column with its first values, of which personal identity numbers are left out."""

    samples: list[str]


class FileDescription(TypedDict):
    """What a file is: `size` is in bytes, the texts are empty where they do not apply.

    `columns` are those of a table. `has_names` is False for one that cannot be imported until some
    column is said to hold names.
    """

    format: str
    program: str
    encoding: str
    delimiter: str
    sheet: str
    size: int
    records: str
    columns: list[ColumnDescription]
    has_names: bool


def describe_file(
    session: Session,
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    records: str = "auto",
) -> FileDescription:
    """Say what a file is and which field each of its columns holds; arguments as of `import_file`.

    Errors: `FormatError` for a file that cannot be read, `UsageError` for a mapping that does not
    fit it.
    """
    options = ReadOptions(mapping=dict(mapping or {}), records=records)
    try:
        reading, has_names = find_reading(session, path, options, format), True
    except FormatError:
        lenient = replace(options, nameless=True)
        reading, has_names = find_reading(session, path, lenient, format), False
    return _description(reading, has_names)


def _description(reading: Reading, has_names: bool) -> FileDescription:
    described = reading.described
    return FileDescription(
        format=described.format,
        program=described.program,
        encoding=described.encoding,
        delimiter=described.delimiter,
        sheet=described.sheet,
        size=described.size,
        records=described.records,
        columns=[_column(column, described.samples) for column in columns_of(reading)],
        has_names=has_names,
    )


def _column(column: ColumnPlan, samples: Mapping[str, tuple[str, ...]]) -> ColumnDescription:
    values = samples.get(column["column"], ())
    shown = [value for value in values if not find_personal_identity_number(value)]
    return ColumnDescription(**column, samples=shown)
