"""Rows that say of a person what lists of contacts say, and need no mending.

Their records are those that `crm.formats.rows` makes of any row, made with fewer steps: most rows
of a file are so.
"""

from collections.abc import Sequence

from crm.formats.columns import Column
from crm.formats.damage import may_be_damaged
from crm.formats.plans import CONTACT_TYPES, contact_columns
from crm.formats.records import MembershipRecord, PersonRecord

OWN = ("name", "given_name", "family_name", "honorific_prefix", "language", "note")
AT_WORK = ("role", "post")
EMPLOYER = "organisation"
SINGLE = frozenset({*OWN, *AT_WORK, EMPLOYER})


class PlainRows:
    """Makes people of the rows of a table of plain columns; made once, from these."""

    def __init__(self, columns: Sequence[Column]) -> None:
        places = {column.field: column.position for column in columns if column.field in SINGLE}
        self._headers = tuple(column.header for column in columns)
        self._own = [(places[name], name) for name in OWN if name in places]
        self._at_work = [(places[name], name) for name in AT_WORK if name in places]
        self._employer = places.get(EMPLOYER)
        self._contacts = contact_columns(columns)

    def person(self, line: int, written: Sequence[str]) -> PersonRecord | None:
        """Return the person of a row, None where the row is not plain."""
        cells = [cell.strip() for cell in written]
        if len(cells) != len(self._headers) or may_be_damaged(cells):
            return None
        person = PersonRecord(line, self._headers, written)
        for place, name in self._own:
            setattr(person, name, cells[place])
        employer = "" if self._employer is None else cells[self._employer]
        if not self._is_certain(person, employer, cells):
            return None
        if employer:
            person.memberships.append(self._membership(cells, employer))
        for contact in self._contacts:
            if cells[contact.position]:
                contact.add(person.contact_details, cells)
        return person

    def _is_certain(self, person: PersonRecord, employer: str, cells: Sequence[str]) -> bool:
        """Tell whether a row is of a person for certain, and what it says has a place there."""
        if employer:
            return bool(person.name or person.given_name or person.family_name)
        return not any(cells[place] for place, _name in self._at_work)

    def _membership(self, cells: Sequence[str], employer: str) -> MembershipRecord:
        membership = MembershipRecord(employer)
        for place, name in self._at_work:
            setattr(membership, name, cells[place])
        return membership


def plain_rows(columns: Sequence[Column]) -> PlainRows | None:
    """Return what makes people of the rows of a table, None where its columns are not plain."""
    single = [column.field for column in columns if column.field in SINGLE]
    are_plain = all(
        not column.group and (column.field in SINGLE or column.base in CONTACT_TYPES)
        for column in columns
    )
    return PlainRows(columns) if are_plain and len(set(single)) == len(single) else None
