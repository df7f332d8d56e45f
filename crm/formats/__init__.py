"""Exchange formats: files in, neutral records out, and rows into files.

A format is one module with `describe` and `read` (see `FormatReader`) or with `write` (see
`FormatWriter`), announced by an entry point and loaded when it is used, so that listing the names
loads none. Formats know no database.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from crm.errors import UsageError
from crm.formats.protocol import KINDS, WRITTEN_KINDS, Description, ReadOptions, WriteOptions
from crm.formats.recognition import name_for, writer_name_for
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
from crm.formats.registry import is_isolated, module_of, names, reader, writer, writer_names
from crm.i18n import _

__all__ = [
    "KINDS",
    "WRITTEN_KINDS",
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
    "WriteOptions",
    "describe",
    "name_for",
    "names",
    "parse_mapping",
    "read",
    "reader",
    "writer",
    "writer_name_for",
    "writer_names",
]


def describe(
    path: Path, options: ReadOptions | None = None, *, name: str | None = None
) -> Description:
    """Say what a file is: encoding, delimiter, headers, how columns map to fields, sha256.

    `name` is the format, found from the file where it is not given. Raises FormatError for a
    file that cannot be read as that, UsageError for a mapping that does not fit it.
    """
    chosen, options = reader(name or name_for(path)), options or ReadOptions()
    if not is_isolated(chosen):
        return chosen.describe(path, options)
    from crm.formats.isolated import describe_isolated

    return describe_isolated(path, options, module_of(chosen))


def read(
    path: Path, options: ReadOptions | None = None, *, name: str | None = None
) -> Iterator[Record]:
    """Give the records of a file one at a time; errors as `describe`, while iterating too."""
    chosen, options = reader(name or name_for(path)), options or ReadOptions()
    if not is_isolated(chosen):
        return chosen.read(path, options)
    from crm.formats.isolated import read_isolated

    return read_isolated(path, options, module_of(chosen))


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
