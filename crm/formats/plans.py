"""What each column of a table gives to a row, worked out once for the whole table."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.formats.assembly import CUSTOM, Row
from crm.formats.cells import label_of, split_emails, split_values
from crm.formats.columns import (
    COMMON_FIELDS,
    KEYED_FIELDS,
    ORGANISATION_FIELDS,
    PERSON_FIELDS,
    Column,
)
from crm.formats.programs import LABEL
from crm.formats.records import ContactDetailRecord, MembershipRecord, RelationRecord

CONTACT_TYPES = {"email": "email", "phone": "phone", "website": "link"}
PAIRS = frozenset({"custom", "relation"})
PLACE_FIELDS = ("organisation", "role")
BIRTH_FIELDS = ("birth_year", "birth_month", "birth_day")
SINGLE_FIELDS = frozenset(
    {*PERSON_FIELDS, *ORGANISATION_FIELDS, *COMMON_FIELDS, *KEYED_FIELDS, *BIRTH_FIELDS}
)


@dataclass(frozen=True, slots=True)
class ContactColumn:
    """A column of e-mail addresses, phone numbers or links, with a label or one beside it."""

    position: int
    type: str
    label: str
    label_at: int | None
    header: str

    def add(self, details: list[ContactDetailRecord], cells: Sequence[str]) -> None:
        """Put what the column holds among the ways to reach somebody."""
        kind, header = self.type, self.header
        cell = cells[self.position]
        label = self.label if self.label_at is None else label_of(cells[self.label_at])
        for value in split_emails(cell) if kind == "email" else split_values(cell):
            details.append(ContactDetailRecord(kind, value, label, header))


@dataclass(frozen=True, slots=True)
class PairColumn:
    """A column of values of which another says what they are: own fields and relations."""

    position: int
    field: str
    label_at: int | None
    group: str

    def add(self, row: Row, cells: Sequence[str]) -> None:
        """Put what the column holds into a row."""
        said = cells[self.label_at] if self.label_at is not None else ""
        label = said.removeprefix("* ").strip() or self.group.rstrip(" 0123456789")
        for value in split_values(cells[self.position]):
            if self.field == "relation":
                row.relations.append(RelationRecord(label, name=value))
            else:
                row.values.setdefault(f"{CUSTOM}{label}", value)


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """The columns of a second organisation and what somebody is there."""

    organisation: int
    role: int | None

    def add(self, row: Row, cells: Sequence[str]) -> None:
        """Put what the columns hold into a row."""
        role = cells[self.role] if self.role is not None else ""
        if cells[self.organisation]:
            row.memberships.append(MembershipRecord(cells[self.organisation], role=role))


def contact_columns(columns: Sequence[Column]) -> list[ContactColumn]:
    """Return the columns that hold ways to reach somebody, but for postal addresses."""
    return [
        ContactColumn(
            column.position,
            CONTACT_TYPES[column.base],
            column.label,
            _label_of(column, columns),
            column.header,
        )
        for column in columns
        if column.base in CONTACT_TYPES
    ]


def pair_columns(columns: Sequence[Column]) -> list[PairColumn]:
    """Return the columns whose meaning stands in the column beside them."""
    return [
        PairColumn(column.position, column.field, _label_of(column, columns), column.group)
        for column in columns
        if column.field in PAIRS
    ]


def place_columns(columns: Sequence[Column]) -> list[PlaceColumns]:
    """Return the columns of further organisations, beyond the first."""
    groups = dict.fromkeys(column.group for column in columns if _is_further(column))
    places = [
        {column.field: column.position for column in columns if column.group == group}
        for group in groups
    ]
    return [
        PlaceColumns(place["organisation"], place.get("role"))
        for place in places
        if "organisation" in place
    ]


def single_columns(columns: Sequence[Column]) -> list[tuple[int, str, str]]:
    """Return the columns that fill one field each: position, field and header."""
    return [
        (column.position, column.field, column.header)
        for column in columns
        if column.base in SINGLE_FIELDS and column.field not in PAIRS and not _is_further(column)
    ]


def _is_further(column: Column) -> bool:
    return column.group != "" and not column.group.endswith(" 1") and column.field in PLACE_FIELDS


def _label_of(column: Column, columns: Sequence[Column]) -> int | None:
    """Return the position of the column that labels another: of its group, or before it."""
    labels = [one for one in columns if one.field == LABEL and one.group == column.group]
    if column.group:
        return labels[0].position if labels else None
    before = [one.position for one in labels if one.position == column.position - 1]
    return before[0] if before else None
