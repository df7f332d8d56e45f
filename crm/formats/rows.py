"""One row of a table turned into a person, an organisation, or both."""

from collections.abc import Iterator, Sequence

from crm.formats.addresses import address_columns
from crm.formats.assembly import (
    Row,
    described_organisation,
    organisation_from,
    person_from,
    says_the_same,
)
from crm.formats.columns import Column
from crm.formats.damage import Mender
from crm.formats.headings import ORGANISATION_WORDS, PERSON_WORDS
from crm.formats.plain_rows import plain_rows
from crm.formats.plans import (
    PairColumn,
    PlaceColumns,
    contact_columns,
    pair_columns,
    place_columns,
    single_columns,
)
from crm.formats.records import (
    OrganisationRecord,
    PersonRecord,
    RecordProblem,
    column_name,
)
from crm.i18n import _
from crm.text import words

NAMES_A_PERSON = frozenset({"person_name", "given_name", "family_name"})
SAYS_PEOPLE = NAMES_A_PERSON | {
    "display_name",
    "middle_name",
    "honorific_prefix",
    "role",
    "post",
    "start_date",
    "end_date",
}
SAYS_ORGANISATIONS = frozenset(
    {"classification", "parent", "identifier", "founding_date", "dissolution_date"}
)
# Fields of which a row may have several columns.
GATHERED = frozenset({"tags", "alias"})


def default_records(columns: Sequence[Column], chosen: str = "auto") -> str:
    """Say what a row is when it does not say itself, `people` or `organisations`."""
    if chosen != "auto":
        return chosen
    bases = {column.base for column in columns}
    if bases & SAYS_PEOPLE:
        return "people"
    if "organisation" in bases:
        return "people" if "name" in bases else "organisations"
    return "organisations" if bases & SAYS_ORGANISATIONS else "people"


class RowReader:
    """Turns the rows of one table into records; made once, from the table's columns.

    `mender` undoes what spreadsheets do to cells, for rows that may have passed through one.
    """

    def __init__(
        self, columns: Sequence[Column], chosen: str = "auto", mender: Mender | None = None
    ) -> None:
        bases = {column.base for column in columns}
        self.chosen = chosen
        self.default = default_records(columns, chosen)
        self.headers = tuple(column.header for column in columns)
        self.header_of = {column.field: column.header for column in reversed(columns)}
        self._mender = mender
        self._unknown = [(column.position, column.header) for column in columns if not column.field]
        self._singles = single_columns(columns)
        self._contacts = contact_columns(columns)
        self._others: list[PairColumn | PlaceColumns] = [
            *pair_columns(columns),
            *place_columns(columns),
        ]
        self._addresses = address_columns(columns)
        self._ours = "uid" in bases
        self._name_is_organisation = "person_name" in bases and "organisation" not in bases
        self._describes_employers = not bases.isdisjoint(SAYS_ORGANISATIONS)
        self._employers: set[tuple[object, ...]] = set()
        self._plain = plain_rows(columns) if self.default == "people" else None

    def records(
        self, line: int, cells: Sequence[str]
    ) -> Iterator[PersonRecord | OrganisationRecord]:
        """Give the records of one row: an organisation, a person, or one and then the other."""
        if self._plain and (person := self._plain.person(line, cells)):
            yield person
            return
        yield from self.any_records(line, cells)

    def any_records(
        self, line: int, cells: Sequence[str]
    ) -> Iterator[PersonRecord | OrganisationRecord]:
        """Give the records of a row that may say anything."""
        row = self._row(line, cells)
        if not self._is_person(row.values):
            yield organisation_from(row, self.header_of)
            return
        name = self._take_employer(row.values)
        if name and self._describes_employers and _describes_employer(row.values):
            employer = described_organisation(row, name)
            if self._is_new(employer):
                yield employer
        yield person_from(row, name, self.header_of)

    def _row(self, line: int, written: Sequence[str]) -> Row:
        row = Row(line, self.headers, written, ours=self._ours)
        cells = [cell.strip() for cell in written]
        if self._mender:
            cells = self._mender.mend(row, cells)
        if len(cells) != len(self.headers):
            _report_ragged(row, cells, len(self.headers))
            cells += [""] * (len(self.headers) - len(cells))
        for position, header in self._unknown:
            if cells[position]:
                row.unmapped[header] = cells[position]
        self._read_singles(row, cells)
        for contact in self._contacts:
            if cells[contact.position]:
                contact.add(row.details, cells)
        for other in self._others:
            other.add(row, cells)
        for address in self._addresses:
            row.details += address.details(line, cells, row.problems)
        return row

    def _read_singles(self, row: Row, cells: Sequence[str]) -> None:
        values = row.values
        for position, field, header in self._singles:
            value = cells[position]
            if not value:
                continue
            if field not in values:
                values[field] = value
            elif field in GATHERED:
                values[field] += f"\n{value}"
            elif values[field] != value:
                row.unmapped[header] = value
                row.problems.append(_second_value(row.line, header, value))

    def _is_person(self, values: dict[str, str]) -> bool:
        if self.chosen != "auto":
            return self.chosen == "people"
        if "kind" in values:
            said = set(words(values["kind"]))
            if said & PERSON_WORDS:
                return True
            if said & ORGANISATION_WORDS:
                return False
        if not NAMES_A_PERSON.isdisjoint(values):
            return True
        return self.default == "people" and not self._names_only_an_organisation(values)

    def _names_only_an_organisation(self, values: dict[str, str]) -> bool:
        if self._name_is_organisation:
            return "name" in values
        if "organisation" not in values or "name" in values:
            return False
        shown = values.get("display_name", "")
        return not shown or says_the_same(shown, values["organisation"])

    def _take_employer(self, values: dict[str, str]) -> str:
        if self._name_is_organisation and "person_name" in values:
            return values.pop("name", "")
        return values.pop("organisation", "")

    def _is_new(self, employer: OrganisationRecord) -> bool:
        """Tell whether an employer says something that no row before it said."""
        key = (
            employer.name,
            employer.classification,
            employer.parent,
            employer.area,
            *((one.scheme, one.identifier) for one in employer.identifiers),
        )
        if key in self._employers:
            return False
        self._employers.add(key)
        return True


def _describes_employer(values: dict[str, str]) -> bool:
    return any(name.partition(":")[0] in SAYS_ORGANISATIONS for name in values)


def _report_ragged(row: Row, cells: Sequence[str], width: int) -> None:
    """Keep cells beyond the headers and say that the row has too many or too few."""
    extra = {
        column_name(position): cells[position]
        for position in range(width, len(cells))
        if cells[position]
    }
    row.unmapped |= extra
    if extra or len(cells) < width:
        row.problems.append(_ragged(row.line, len(cells), width, "; ".join(extra.values())))


def _ragged(line: int, found: int, expected: int, value: str) -> RecordProblem:
    message = _("The row has {found} cells where the header has {expected}: check the row.")
    return RecordProblem(line, "", value, message.format(found=found, expected=expected))


def _second_value(line: int, header: str, value: str) -> RecordProblem:
    message = _("Another column holds this field already, and the first value is used.")
    return RecordProblem(line, header, value, message)
