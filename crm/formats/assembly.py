"""Values by field, put together as a person or an organisation.

What has no place in such a record is kept as unmapped, under its header.
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
    RelationRecord,
)
from crm.text import words

PERSON_TEXTS = frozenset(
    {"name", "given_name", "family_name", "honorific_prefix", "uid", "note", "language"}
)
MEMBERSHIP_TEXTS = frozenset({"role", "post", "start_date", "end_date"})
DESCRIBING_TEXTS = frozenset({"parent", "area", "founding_date", "dissolution_date"})
ORGANISATION_TEXTS = DESCRIBING_TEXTS | {"name", "uid", "note", "language"}
NAME_PARTS = ("given_name", "middle_name", "family_name")
SHOWN_NAMES = frozenset({"middle_name", "display_name"})
BIRTH_PARTS = ("birth_year", "birth_month", "birth_day")
BIRTHDAY = "birthday"
REFERENCE_LETTERS = "po"
IDENTIFIER = "identifier:"
CUSTOM = "custom:"

_CLASSIFICATION_BY_WORD = by_word(CLASSIFICATIONS)


@dataclass(slots=True)
class Row:
    """A row on its way to becoming a record; `values` has no empty value.

    `ours` says that the table is our own export, whose ways of writing are known.
    """

    line: int
    headers: Sequence[str]
    cells: Sequence[str]
    values: dict[str, str] = field(default_factory=dict)
    details: list[ContactDetailRecord] = field(default_factory=list)
    memberships: list[MembershipRecord] = field(default_factory=list)
    relations: list[RelationRecord] = field(default_factory=list)
    unmapped: dict[str, str] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)
    ours: bool = False


def person_from(row: Row, organisation: str, header_of: Mapping[str, str]) -> PersonRecord:
    """Make the person of a row, at the organisation it names (empty for none)."""
    person = PersonRecord(
        row.line,
        row.headers,
        row.cells,
        memberships=row.memberships,
        relations=row.relations,
        contact_details=row.details,
        unmapped=row.unmapped,
        problems=row.problems,
    )
    membership = MembershipRecord(organisation) if organisation else None
    if membership:
        person.memberships.insert(0, membership)
    if "person_name" in row.values:
        _keep(row, "name", header_of)
        row.values["name"] = row.values.pop("person_name")
    for name, value in row.values.items():
        if name in PERSON_TEXTS:
            setattr(person, name, value)
        elif membership and name in MEMBERSHIP_TEXTS:
            setattr(membership, name, value)
        elif name not in SHOWN_NAMES and not (name == "kind" and _says(value, PERSON_WORDS)):
            _set_common(person, row, name, header_of)
    if not SHOWN_NAMES.isdisjoint(row.values):
        _name_person(person, row, header_of)
    return person


def _name_person(person: PersonRecord, row: Row, header_of: Mapping[str, str]) -> None:
    """Put the middle name into the name, and keep a shown name that says something else."""
    values = row.values
    parts = [values[part] for part in NAME_PARTS if part in values]
    shown = values.get("display_name", "")
    if not person.name and "middle_name" in values:
        person.name = " ".join(parts)
    elif values.get("middle_name", "") not in person.name:
        _keep(row, "middle_name", header_of)
    if shown and not person.name and not parts:
        person.name = shown
    elif shown and not says_the_same(shown, person.name or " ".join(parts)):
        person.other_names.append(OtherNameRecord(shown))


def says_the_same(name: str, other: str) -> bool:
    """Tell whether two names have the same words: `Berg, Anna` and `Anna Berg`."""
    return sorted(words(name)) == sorted(words(other))


def organisation_from(row: Row, header_of: Mapping[str, str]) -> OrganisationRecord:
    """Make the organisation of a row."""
    if "name" not in row.values:
        name = row.values.pop("organisation", "") or row.values.pop("person_name", "")
        row.values["name"] = name
    organisation = described_organisation(row)
    organisation.contact_details = row.details
    organisation.relations = row.relations
    organisation.unmapped = row.unmapped
    organisation.problems = row.problems
    shown = row.values.pop("display_name", "")
    if shown and not organisation_named(row, shown):
        organisation.other_names.append(OtherNameRecord(shown))
    for name, value in row.values.items():
        if name in ORGANISATION_TEXTS:
            setattr(organisation, name, value)
        elif name == "kind":
            _take_kind(organisation, row, header_of)
        else:
            _set_common(organisation, row, name, header_of)
    _take_website(organisation)
    return organisation


def organisation_named(row: Row, name: str) -> bool:
    """Tell whether an organisation's row calls it so, giving it the name if it has none."""
    row.values["name"] = row.values["name"] or name
    return says_the_same(name, row.values["name"])


def described_organisation(row: Row, name: str = "") -> OrganisationRecord:
    """Make an organisation of what only organisations have, taking that out of the row."""
    organisation = OrganisationRecord(row.line, row.headers, row.cells, name=name)
    values = row.values
    for one in DESCRIBING_TEXTS & values.keys():
        setattr(organisation, one, values.pop(one))
    if "classification" in values:
        organisation.classification = classification_named(values.pop("classification"))
    if "county" in values:
        organisation.area = _area(organisation.area, values.pop("county"))
    for one in [name for name in values if name.startswith(IDENTIFIER)]:
        identifier = IdentifierRecord(one.removeprefix(IDENTIFIER), values.pop(one))
        organisation.identifiers.append(identifier)
    return organisation


def classification_named(word: str) -> str:
    """Return the classification that a Swedish or English word names, else the word itself."""
    return _CLASSIFICATION_BY_WORD.get(" ".join(words(word)), word)


def _area(area: str, county: str) -> str:
    """Write the municipality and its county, so that either is found: `Avesta, Dalarnas län`."""
    if county in area:
        return area
    return f"{area}, {county}" if area else county


def _take_kind(organisation: OrganisationRecord, row: Row, header_of: Mapping[str, str]) -> None:
    """Take a kind that is no kind of record, such as "myndighet", for the classification."""
    kind = row.values["kind"]
    if _says(kind, ORGANISATION_WORDS):
        return
    if organisation.classification:
        _keep(row, "kind", header_of)
    else:
        organisation.classification = classification_named(kind)


def _says(value: str, kinds: frozenset[str]) -> bool:
    return not kinds.isdisjoint(words(value))


def _set_common(
    record: PersonRecord | OrganisationRecord, row: Row, name: str, header_of: Mapping[str, str]
) -> None:
    value = row.values[name]
    if name == "id" and is_reference(value):
        record.id = value
    elif name == "alias":
        record.other_names += [OtherNameRecord(one) for one in split_names(value, ours=row.ours)]
    elif name == "tags":
        record.tags = split_tags(value, ours=row.ours)
    elif name in BIRTH_PARTS:
        record.custom[BIRTHDAY] = _birthday(row.values)
    elif name.startswith(CUSTOM):
        record.custom[name.removeprefix(CUSTOM)] = value
    elif name not in (IGNORE, IDENTITY_NUMBER):
        _keep(row, name, header_of)


def _birthday(values: Mapping[str, str]) -> str:
    """Write a birthday that stands in three columns as `1970-05-04`, without a year `--05-04`."""
    year, month, day = (values.get(part, "") for part in BIRTH_PARTS)
    rest = "-".join(part.zfill(2) for part in (month, day) if part)
    return f"{year or '-'}-{rest}" if rest else year


def _keep(row: Row, name: str, header_of: Mapping[str, str]) -> None:
    if name in row.values:
        row.unmapped[header_of[name]] = row.values[name]


def is_reference(text: str) -> bool:
    """Tell our own references (`p12`, `o5`) from the numbers of other programs."""
    return text != "" and text[0] in REFERENCE_LETTERS and text[1:].isdecimal()


def _take_website(organisation: OrganisationRecord) -> None:
    for detail in organisation.contact_details:
        if detail.type == "link" and not detail.label:
            organisation.website = detail.value
            organisation.contact_details.remove(detail)
            return
