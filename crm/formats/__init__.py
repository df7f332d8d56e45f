"""Exchange formats: files in, neutral records out, and rows into files.

A format is one module with `describe` and `read` (see `FormatReader`), listed here by name and
loaded when it is used, so that listing the names costs nothing. Formats know no database.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from crm.errors import FormatError, UsageError
from crm.formats.protocol import KINDS, Description, FormatReader, ReadOptions
from crm.formats.records import (
    ContactDetailRecord,
    IdentifierRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
    Record,
    RecordProblem,
    RejectedRecord,
)
from crm.i18n import _

__all__ = [
    "KINDS",
    "ContactDetailRecord",
    "Description",
    "FormatReader",
    "IdentifierRecord",
    "MembershipRecord",
    "OrganisationRecord",
    "OtherNameRecord",
    "PersonRecord",
    "ReadOptions",
    "Record",
    "RecordProblem",
    "RejectedRecord",
    "describe",
    "name_for",
    "names",
    "parse_mapping",
    "read",
    "reader",
    "writer_names",
]

READERS = {
    "csv": "crm.formats.csv_reader",
    "tsv": "crm.formats.csv_reader",
    "json": "crm.formats.json_reader",
}
WRITERS = {
    "csv": "crm.formats.csv_writer",
    "tsv": "crm.formats.csv_writer",
    "json": "crm.formats.json_writer",
}
EXTENSIONS = {".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json"}


def names() -> tuple[str, ...]:
    """Return the names of the formats that can be read, without loading any."""
    return tuple(READERS)


def writer_names() -> tuple[str, ...]:
    """Return the names of the formats that can be written, without loading any."""
    return tuple(WRITERS)


def name_for(path: Path) -> str:
    """Return the format of a file by its extension, or by its first bytes where that says nothing.

    Raises FormatError for a file that no format reads.
    """
    extension = path.suffix.lower()
    if extension in EXTENSIONS:
        return EXTENSIONS[extension]
    from crm.formats.encoding import looks_like

    name = looks_like(path)
    if name in READERS:
        return name
    raise FormatError(
        _("{path} is of a kind that cannot be read: save it as one of {formats}.").format(
            path=path, formats=", ".join(names())
        )
    )


def reader(name: str) -> FormatReader:
    """Return the reader of a format; raises UsageError for a name that is none."""
    if name not in READERS:
        raise UsageError(
            _("There is no format called {name}: choose one of {formats}.").format(
                name=name, formats=", ".join(names())
            )
        )
    return cast(FormatReader, import_module(READERS[name]))


def describe(
    path: Path, options: ReadOptions | None = None, *, name: str | None = None
) -> Description:
    """Say what a file is: encoding, delimiter, headers, how columns map to fields, sha256.

    `name` is the format, found from the file where it is not given. Raises FormatError for a
    file that cannot be read as that, UsageError for a mapping that does not fit it.
    """
    return reader(name or name_for(path)).describe(path, options or ReadOptions())


def read(
    path: Path, options: ReadOptions | None = None, *, name: str | None = None
) -> Iterator[Record]:
    """Give the records of a file one at a time; errors as `describe`, while iterating too."""
    return reader(name or name_for(path)).read(path, options or ReadOptions())


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """Turn `COLUMN=FIELD` into a mapping; the column may hold `=`, the field may not.

    Raises UsageError for a pair that has no `=` or lacks a side.
    """
    mapping = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise UsageError(
                _("{pair} is not a mapping: write COLUMN=FIELD, as in Mejl=email.").format(
                    pair=pair
                )
            )
        mapping[column.strip()] = field.strip()
    return mapping
