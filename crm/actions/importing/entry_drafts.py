"""A record that stands in a file as in our own JSON: its rows checked, and what they point at."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from crm.actions.importing.entry_values import Values, checked_values
from crm.actions.importing.unlawful_contacts import has_lawful_uid, own_uid_sentence
from crm.errors import Invalid
from crm.formats.records import EntryRecord, RecordProblem
from crm.i18n import _
from crm.models import (
    Assessment,
    ContactList,
    ContactListMember,
    Document,
    Organisation,
    Participant,
    Person,
    Relationship,
    Tag,
)
from crm.models.base import Row
from crm.models.sections import (
    UID,
    Part,
    Section,
    is_reference,
    key_of_column,
    reference_columns,
    referent,
)
from crm.text import clean_line, fold

Identity = tuple[str, ...]

PARTIES: Mapping[type[Row], tuple[tuple[str, ...], ...]] = {
    Document: (("interaction_id",), ("organisation_id",), ("collaboration_id",)),
    Assessment: (("person_id",), ("organisation_id",)),
    ContactListMember: (("person_id",), ("organisation_id",)),
    Participant: (("person_id",), ("organisation_id",), ("person_id", "organisation_id")),
    Relationship: (
        ("from_person_id", "to_person_id"),
        ("from_organisation_id", "to_organisation_id"),
    ),
}
"""The columns that a row may point with: all of one of these, and none of the others."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a row points at, by what it is known by in every book."""

    model: type[Row]
    identity: Identity
    name: str = ""

    @property
    def described(self) -> str:
        """What to call it in a sentence."""
        known_by = " ".join(self.identity)
        return f"{self.name} ({known_by})" if self.name not in ("", known_by) else known_by


@dataclass(slots=True)
class RowDraft:
    """A row to find or add: its values by column, and what it points at."""

    model: type[Row]
    values: Values
    pointers: dict[str, Pointer]


@dataclass(slots=True)
class EntryDraft:
    """A record to find or add, with the rows that belong to it."""

    line: int
    section: Section
    own: RowDraft
    parts: list[tuple[str, RowDraft]] = field(default_factory=list)
    problems: list[RecordProblem] = field(default_factory=list)

    def pointers(self) -> Iterator[Pointer]:
        """Give all that the record and what belongs to it point at."""
        yield from self.own.pointers.values()
        for _name, row in self.parts:
            yield from row.pointers.values()

    def warn(self, name: str, value: str, message: str) -> None:
        """Note a problem with a field."""
        self.problems.append(RecordProblem(self.line, name, value, message))

    @property
    def name(self) -> str:
        """What the record is called, if anything."""
        values = self.own.values
        return next((values[one] for one in ("name", "subject", "title") if one in values), "")


def entry_draft(record: EntryRecord, section: Section) -> EntryDraft:
    """Check a record of a section; what belongs to it and cannot be stored is left out and noted.

    Errors: `Invalid` where the record itself cannot be stored.
    """
    values = dict(record.values)
    listed = {name: values.pop(name) for name in section.parts if name in values}
    draft = EntryDraft(record.line, section, RowDraft(section.model, {}, {}))
    known = {key_of_column(column) for column in section.columns}
    for key in [key for key in values if key not in known]:
        draft.warn(key, _shown(values.pop(key)), _("There is no such field."))
    if section.known_by == UID:
        values["uid"] = _uid(draft, record.values)
    draft.own = _row(section.model, section.columns, values)
    for name, items in listed.items():
        _take_part(draft, name, section.parts[name], items)
    return draft


def _uid(draft: EntryDraft, values: Mapping[str, object]) -> object:
    """Return the uid of a record, another for one that must not be kept.

    Those of meetings and letters are made by programs: their digits mean nothing.
    The same record again is the same: a uid of ours follows from what else it says.
    """
    given = values.get("uid")
    is_of_a_contact = draft.section.model in (Person, Organisation, ContactList)
    if given and (not is_of_a_contact or has_lawful_uid(str(given))):
        return given
    if given:
        draft.warn("uid", "", own_uid_sentence())
    said = {name: value for name, value in values.items() if name != "uid"}
    return str(uuid5(NAMESPACE_URL, json.dumps(said, sort_keys=True)))


def _take_part(draft: EntryDraft, name: str, part: Part, items: object) -> None:
    if not isinstance(items, list):
        draft.warn(name, _shown(items), _("This is not of the right kind."))
        return
    for item in items:
        if len(part.columns) == 1:
            item = {key_of_column(part.columns[0]): item}
        elif isinstance(item, str):
            item = {"name": item}
        try:
            if not isinstance(item, dict):
                raise Invalid(_("This is not of the right kind."))
            draft.parts.append((name, _row(part.model, part.columns, item)))
        except Invalid as error:
            draft.problems += problems_of(error, draft.line, name, _shown(item))


def problems_of(error: Invalid, line: int, name: str, value: str) -> list[RecordProblem]:
    """Return what is wrong as problems of a record."""
    if not error.problems:
        return [RecordProblem(line, name, value, error.message)]
    return [
        RecordProblem(line, ".".join(filter(None, (name, one.field))), one.value, one.message)
        for one in error.problems
    ]


def _row(model: type[Row], columns: tuple[str, ...], item: Mapping[str, object]) -> RowDraft:
    given: dict[str, object] = {}
    pointers: dict[str, Pointer] = {}
    for column in columns:
        value = item.get(key_of_column(column))
        if is_reference(column):
            if value:
                pointers[column] = _pointer(model, column, value, item.get("kind"))
        else:
            given[column] = value
    _check_parties(model, pointers)
    return RowDraft(model, checked_values(model, given), pointers)


def _pointer(model: type[Row], column: str, value: object, kind: object) -> Pointer:
    key = key_of_column(column)
    try:
        target = referent(model, column, kind)
    except KeyError:
        raise Invalid.field("kind", _("This is not of the right kind."), _shown(kind)) from None
    known_by = reference_columns(target)
    told = value if isinstance(value, dict) else {known_by[0]: value}
    identity = tuple(told.get(name) for name in known_by)
    if not all(isinstance(one, str) and one for one in identity):
        message = _("Say which by its {field}.").format(field=", ".join(known_by))
        raise Invalid.field(key, message, _shown(value))
    texts = tuple(clean_line(str(one)) for one in identity)
    return Pointer(target, identity_of(target, texts), clean_line(str(told.get("name") or "")))


def identity_of(model: type[Row], texts: Identity) -> Identity:
    """Return what a record is found by: a name as it is compared, anything else as it is."""
    return tuple(fold(text) for text in texts) if model is Tag else texts


def _check_parties(model: type[Row], pointers: Mapping[str, Pointer]) -> None:
    choices = PARTIES.get(model)
    if choices is None:
        return
    columns = {column for choice in choices for column in choice}
    if columns & pointers.keys() not in [set(choice) for choice in choices]:
        words = "; ".join(" + ".join(map(key_of_column, choice)) for choice in choices)
        raise Invalid(_("This must name one of these: {words}.").format(words=words))


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]
