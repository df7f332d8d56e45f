"""Postal addresses that a table keeps in several columns, put together as one value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.formats.cells import split_values
from crm.formats.columns import Column
from crm.formats.records import ContactDetailRecord, RecordProblem
from crm.i18n import _

PARTS = ("address", "postal_code", "city", "country")

_PLACEHOLDER = re.compile(r"0[0 ]*")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """The columns of one address: all those with the same label, by part."""

    label: str
    parts: dict[str, tuple[Column, ...]]

    def details(
        self, line: int, cells: Sequence[str], problems: list[RecordProblem]
    ) -> list[ContactDetailRecord]:
        """Give the address of a row as `Box 2218, 103 15 STOCKHOLM`; none where all is empty.

        A postal code of zeros, which registers write for "none", is left out and reported.
        """
        written = {part: self._values(part, cells) for part in PARTS}
        for code in [*filter(_PLACEHOLDER.fullmatch, written["postal_code"])]:
            problems.append(_no_postal_code(line, self.parts["postal_code"][0].header, code))
            written["postal_code"].remove(code)
        header = next(column.header for columns in self.parts.values() for column in columns)
        if any(written[part] for part in PARTS[1:]):
            values = [compose(*(", ".join(written[part]) for part in PARTS))]
        else:
            values = [one for cell in written["address"] for one in _several(cell)]
        return [
            ContactDetailRecord("address", value, self.label, header=header) for value in values
        ]

    def _values(self, part: str, cells: Sequence[str]) -> list[str]:
        values = (cells[column.position].strip() for column in self.parts.get(part, ()))
        return [value for value in values if value]


def address_columns(columns: Sequence[Column]) -> list[AddressColumns]:
    """Gather the columns that hold addresses, one group a label."""
    groups: dict[str, dict[str, tuple[Column, ...]]] = {}
    for column in columns:
        if column.base in PARTS:
            parts = groups.setdefault(column.label, {})
            parts[column.base] = (*parts.get(column.base, ()), column)
    return [AddressColumns(label, parts) for label, parts in groups.items()]


def compose(street: str, postal_code: str, city: str, country: str) -> str:
    """Write an address on one line, its parts divided by commas."""
    place = " ".join(part for part in (postal_code, city) if part)
    return ", ".join(_one_line(part) for part in (street, place, country) if part)


def _several(cell: str) -> list[str]:
    """Split at ` ::: ` only, since line breaks are part of an address."""
    if ":::" not in cell:
        return [_one_line(cell)]
    return split_values(_one_line(cell))


def _one_line(text: str) -> str:
    return _LINE_BREAKS.sub(", ", text)


def _no_postal_code(line: int, header: str, code: str) -> RecordProblem:
    message = _("A postal code of zeros is none: it is left out of the address.")
    return RecordProblem(line, header, code, message)
