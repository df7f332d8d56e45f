"""Values by field, put together as a person or an organisation.

Every function takes out of `Row.values` what it uses; what is left at the end has no place in
such a record and is kept as unmapped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm.formats.cells import split_names, split_tags
from crm.formats.columns import IDENTITY_NUMBER, IGNORE
from crm.formats.headings import CLASSIFICATIONS, ORGANISATION_WORDS, PERSON_WORDS, by_word
from crm.formats.records import (
    ContactDetailRecord,
    IdentifierRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
    RecordProblem,
)
from crm.text import words

MEMBERSHIP_FIELDS = ("role", "post", "start_date", "end_date")
REFERENCE_LETTERS = "po"

_CLASSIFICATION_BY_WORD = by_word(CLASSIFICATIONS)


@dataclass(slots=True)
class Row:
    """A row on its way to becoming a record: what stands under each field, and what is left."""

    line: int
    headers: Sequence[str]
    cells: Sequence[str]
    values: dict[str, str] = field(default_factory=dict)
    details: list[ContactDetailRecord] = field(default_factory=list)
    unmapped: dict[str, str] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)
    ours: bool = False

    def take(self, name: str) -> str:
        """Take the value of a field out of the row; empty where there is none."""
        return self.values.pop(name, "")


def person_from(row: Row, organisation: str, header_of: Mapping[str, str]) -> PersonRecord:
    """Make the person of a row, at the organisation it names (empty for none)."""
    person = PersonRecord(
        row.line,
        row.headers,
        row.cells,
        name=row.take("person_name") or row.take("name"),
        given_name=row.take("given_name"),
        family_name=row.take("family_name"),
        honorific_prefix=row.take("honorific_prefix"),
    )
    if organisation:
        role, post, start, end = (row.take(name) for name in MEMBERSHIP_FIELDS)
        person.memberships.append(MembershipRecord(organisation, role, post, start, end))
    if set(words(row.values.get("kind", ""))) & PERSON_WORDS:
        row.take("kind")
    _fill(person, row, header_of)
    return person


def organisation_from(row: Row, header_of: Mapping[str, str]) -> OrganisationRecord:
    """Make the organisation of a row."""
    names = ("name", "organisation") if "name" in row.values else ("organisation", "person_name")
    name = next((row.take(field) for field in names if field in row.values), "")
    organisation = described_organisation(row, name)
    kind = row.values.get("kind", "")
    if set(words(kind)) & ORGANISATION_WORDS:
        row.take("kind")
    elif kind and not organisation.classification:
        organisation.classification = classification_named(row.take("kind"))
    _fill(organisation, row, header_of)
    _take_website(organisation)
    return organisation


def described_organisation(row: Row, name: str) -> OrganisationRecord:
    """Make an organisation of its name and of what only organisations have."""
    return OrganisationRecord(
        row.line,
        row.headers,
        row.cells,
        name=name,
        classification=classification_named(row.take("classification")),
        parent=row.take("parent"),
        area=_area(row.take("area"), row.take("county")),
        founding_date=row.take("founding_date"),
        dissolution_date=row.take("dissolution_date"),
        identifiers=_identifiers(row),
    )


def classification_named(word: str) -> str:
    """Return the classification that a Swedish or English word names, else the word itself."""
    return _CLASSIFICATION_BY_WORD.get(" ".join(words(word)), word)


def _area(area: str, county: str) -> str:
    """Write the municipality and its county, so that either is found: `Avesta, Dalarnas län`."""
    if not county or county in area:
        return area
    return f"{area}, {county}" if area else county


def _identifiers(row: Row) -> list[IdentifierRecord]:
    named = [name for name in row.values if name.startswith("identifier:")]
    return [IdentifierRecord(name.removeprefix("identifier:"), row.take(name)) for name in named]


def _fill(
    record: PersonRecord | OrganisationRecord, row: Row, header_of: Mapping[str, str]
) -> None:
    record.uid = row.take("uid")
    record.note = row.take("note")
    record.language = row.take("language")
    if _is_reference(row.values.get("id", "")):
        record.id = row.take("id")
    if "alias" in row.values:
        record.other_names = [OtherNameRecord(name) for name in split_names(row.take("alias"))]
    if "tags" in row.values:
        record.tags = split_tags(row.take("tags"), ours=row.ours)
    record.contact_details = row.details
    record.problems = row.problems
    for name, value in row.values.items():
        if name.startswith("custom:"):
            record.custom[name.removeprefix("custom:")] = value
        elif name not in (IGNORE, IDENTITY_NUMBER):
            row.unmapped[header_of[name]] = value
    record.unmapped = row.unmapped


def _is_reference(text: str) -> bool:
    """Tell our own references (`p12`, `o5`) from other programs' numbers."""
    return text[:1] in REFERENCE_LETTERS and text[1:].isdecimal() if text else False


def _take_website(organisation: OrganisationRecord) -> None:
    for detail in organisation.contact_details:
        if detail.type == "link" and not detail.label:
            organisation.website = detail.value
            organisation.contact_details.remove(detail)
            return
