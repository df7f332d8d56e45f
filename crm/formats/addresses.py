"""Postal addresses that a table keeps in several columns, put together as one value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from crm.formats.cells import label_of, split_values
from crm.formats.columns import Column
from crm.formats.programs import LABEL
from crm.formats.records import ContactDetailRecord, RecordProblem
from crm.i18n import _
from crm.text import fold

PARTS = ("address", "postal_code", "city", "state", "country", "formatted_address")
STREET, CODE, CITY, STATE, COUNTRY, FORMATTED = range(len(PARTS))

_PLACEHOLDER = re.compile(r"0[0 ]*")
_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
# Countries whose postal codes have five digits, of which the first may be 0: where a spreadsheet
# took it, the code is one digit short (Universal Postal Union, addressing systems).
_FIVE_DIGITS = frozenset(
    [
        "germany",
        "deutschland",
        "tyskland",
        "usa",
        "united states",
        "united states of america",
        "us",
        "france",
        "frankrike",
        "frankreich",
        "italy",
        "italia",
        "italien",
        "spain",
        "espana",
        "spanien",
        "finland",
        "suomi",
        "finnland",
        "estonia",
        "estland",
        "turkey",
        "turkiet",
        "mexico",
        "mexiko",
    ]
)
_SHORT_CODE = re.compile(r"[1-9][0-9]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """The columns of one address: the positions of each of `PARTS` that there is.

    `label_at` is the position of the column with its label, if it has one; `header` is that of
    its first column, `code_header` that of the postal code.
    """

    label: str
    parts: tuple[tuple[int, tuple[int, ...]], ...]
    label_at: int | None
    header: str
    code_header: str

    def details(
        self, line: int, cells: Sequence[str], problems: list[RecordProblem]
    ) -> list[ContactDetailRecord]:
        """Give the address of a row as `Box 2218, 103 15 STOCKHOLM`; none where all is empty.

        A postal code of zeros, which registers write for "none", is left out and reported; one
        that lost its first zero gets it back where the country tells.
        """
        found = [""] * len(PARTS)
        for part, positions in self.parts:
            found[part] = _joined(positions, cells)
        street, code, city, state, country, formatted = found
        label = self.label if self.label_at is None else label_of(cells[self.label_at])
        if not (code or city or state or country):
            return self._several(street or formatted, label)
        if ":::" in street + code + city + state + country:
            each = zip_longest(*map(_lines, found[:FORMATTED]), fillvalue="")
            return [self._detail(self._compose(line, one, problems), label) for one in each]
        return [self._detail(self._compose(line, found, problems), label)]

    def _compose(self, line: int, found: Sequence[str], problems: list[RecordProblem]) -> str:
        code = found[CODE]
        if code and _PLACEHOLDER.fullmatch(code):
            message = _("A postal code of zeros is none: it is left out of the address.")
            problems.append(RecordProblem(line, self.code_header, code, message))
            code = ""
        elif _SHORT_CODE.fullmatch(code) and fold(found[COUNTRY]) in _FIVE_DIGITS:
            message = _("{value} was read as {number}: its beginning was missing.")
            sentence = message.format(value=code, number="0" + code)
            problems.append(RecordProblem(line, self.code_header, code, sentence))
            code = "0" + code
        return compose(found[STREET], code, found[CITY], found[COUNTRY], found[STATE])

    def _several(self, cell: str, label: str) -> list[ContactDetailRecord]:
        return [self._detail(value, label) for value in _lines(cell)] if cell else []

    def _detail(self, value: str, label: str) -> ContactDetailRecord:
        return ContactDetailRecord("address", value, label, self.header)


def address_columns(columns: Sequence[Column]) -> list[AddressColumns]:
    """Gather the columns that hold addresses, one group a label or a number."""
    there = [column for column in columns if column.base in PARTS]
    keys = dict.fromkeys((column.label, column.group) for column in there)
    return [_gather(columns, there, label, group) for label, group in keys]


def _gather(
    columns: Sequence[Column], there: Sequence[Column], label: str, group: str
) -> AddressColumns:
    ours = [column for column in there if (column.label, column.group) == (label, group)]
    parts = {
        part: tuple(column.position for column in ours if column.base == name)
        for part, name in enumerate(PARTS)
    }
    labels = [one.position for one in columns if group and one.group == group and one.base == LABEL]
    codes = [column.header for column in ours if column.base == PARTS[CODE]]
    first = min(ours, key=lambda column: PARTS.index(column.base))
    return AddressColumns(
        label,
        tuple((part, positions) for part, positions in parts.items() if positions),
        labels[0] if labels else None,
        first.header,
        codes[0] if codes else "",
    )


def _joined(positions: tuple[int, ...], cells: Sequence[str]) -> str:
    if len(positions) == 1:
        return cells[positions[0]]
    return ", ".join(cells[position] for position in positions if cells[position])


def compose(street: str, postal_code: str, city: str, country: str, state: str = "") -> str:
    """Write an address on one line, its parts divided by commas."""
    place = f"{postal_code} {city}" if postal_code and city else postal_code or city
    return one_line(", ".join(filter(None, (street, place, state, country))))


def _lines(cell: str) -> list[str]:
    """Split at ` ::: ` only, since line breaks are part of an address."""
    return split_values(one_line(cell))


def one_line(text: str) -> str:
    """Write an address of several lines on one, with commas between them."""
    if "\n" not in text and "\r" not in text:
        return text
    return _LINE_BREAKS.sub(", ", text)
