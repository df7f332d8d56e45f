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


Part = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """The columns of one address, those with the same label: each part by position and header."""

    label: str
    street: Part
    postal_code: Part
    city: Part
    country: Part

    def details(
        self, line: int, cells: Sequence[str], problems: list[RecordProblem]
    ) -> list[ContactDetailRecord]:
        """Give the address of a row as `Box 2218, 103 15 STOCKHOLM`; none where all is empty.

        A postal code of zeros, which registers write for "none", is left out and reported.
        """
        code, city, country = (
            _joined(part, cells) for part in (self.postal_code, self.city, self.country)
        )
        if code and _PLACEHOLDER.fullmatch(code):
            problems.append(_no_postal_code(line, self.postal_code[0][1], code))
            code = ""
        street = _joined(self.street, cells)
        if not (code or city or country):
            return [self._detail(value) for value in _several(street)] if street else []
        return [self._detail(compose(street, code, city, country))]

    def _detail(self, value: str) -> ContactDetailRecord:
        header = (self.street or self.postal_code or self.city or self.country)[0][1]
        return ContactDetailRecord("address", value, self.label, header=header)


def address_columns(columns: Sequence[Column]) -> list[AddressColumns]:
    """Gather the columns that hold addresses, one group a label."""
    labels = dict.fromkeys(column.label for column in columns if column.base in PARTS)
    return [
        AddressColumns(label, *(_part(columns, f"{part}:{label}") for part in PARTS))
        for label in labels
    ]


def _part(columns: Sequence[Column], field: str) -> Part:
    return tuple(
        (column.position, column.header)
        for column in columns
        if column.field == field.removesuffix(":")
    )


def _joined(part: Part, cells: Sequence[str]) -> str:
    if len(part) == 1:
        return cells[part[0][0]]
    return ", ".join(cells[position] for position, header in part if cells[position])


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
