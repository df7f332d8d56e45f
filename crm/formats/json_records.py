"""One JSON object turned into a person or an organisation.

Lists and nested objects are read by the keys that our own JSON has. Plain values are read as the
cells of a table whose headers are the keys, so that a flat `{"namn": …, "e-post": …}` works too.
"""

import json
from collections.abc import Iterator, Mapping

from crm.formats.assembly import is_reference
from crm.formats.cells import SEPARATOR
from crm.formats.columns import LABELLED_FIELDS, map_columns, recognise
from crm.formats.headings import ORGANISATION_WORDS, PERSON_WORDS
from crm.formats.json_parts import (
    WrongTypeError,
    contact_details,
    custom_values,
    identifiers,
    memberships,
    name_of,
    other_names,
    plain_text,
    tags,
)
from crm.formats.protocol import ReadOptions
from crm.formats.records import (
    EntryRecord,
    OrganisationRecord,
    PersonRecord,
    Record,
    RecordProblem,
    RejectedRecord,
)
from crm.formats.rows import RowReader
from crm.i18n import _
from crm.text import words

PERSON_KEYS = frozenset({"memberships", "given_name", "family_name", "honorific_prefix", "role"})
ORGANISATION_KEYS = frozenset(
    {"classification", "identifiers", "parent", "area", "people", "founding_date"}
)
NESTED_KEYS = frozenset({"other_names", "contact_details", "tags", "custom"})
# What our own JSON tells about a record that is worked out from other records.
DERIVED_KEYS = frozenset({"created_at", "updated_at", "version", "last_interaction", "people"})
REFERRING_KEYS = frozenset({"organisation", "parent"})
KEY_LIMIT = 1_000
SHOWN_LENGTH = 80

Entry = Mapping[str, object]


def entry_record(line: int, section: str, value: object) -> EntryRecord | RejectedRecord:
    """Return an entry of our own JSON as it stands; a value that is no object is rejected."""
    if isinstance(value, dict) and len(value) <= KEY_LIMIT:
        return EntryRecord(line=line, section=section, values=value)
    return _rejected(line, value, WrongTypeError(section, value))


class ObjectReader:
    """Turns JSON objects into records; remembers how it read objects with the same keys."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self._rows: dict[tuple[str, ...], RowReader] = {}

    def records(self, line: int, value: object, section: str) -> Iterator[Record]:
        """Give the records of one value in `section`: people, organisations, or auto."""
        try:
            if not isinstance(value, dict) or len(value) > KEY_LIMIT:
                raise WrongTypeError("", value)
            kind = self._kind(value, section)
            yield from self._read(line, value, kind)
        except WrongTypeError as wrong:
            yield _rejected(line, value, wrong)

    def _kind(self, entry: Entry, section: str) -> str:
        if self.options.records != "auto":
            return self.options.records
        said = set(words(plain_text("kind", entry.get("kind"))))
        if said & PERSON_WORDS:
            return "people"
        if said & ORGANISATION_WORDS:
            return "organisations"
        if section != "auto":
            return section
        if PERSON_KEYS & entry.keys():
            return "people"
        return "organisations" if ORGANISATION_KEYS & entry.keys() else "auto"

    def _read(self, line: int, entry: Entry, kind: str) -> Iterator[Record]:
        flat, kept = _flattened(entry)
        rows = self._rows_for(tuple(flat), kind)
        records = list(rows.records(line, list(flat.values())))
        keys, cells = tuple(entry), [json.dumps(value) for value in entry.values()]
        for record in records:
            record.headers, record.cells = keys, cells
        _add_nested(records[-1], entry, kept)
        yield from records

    def _rows_for(self, keys: tuple[str, ...], kind: str) -> RowReader:
        if (kind, *keys) not in self._rows:
            if len(self._rows) > KEY_LIMIT:
                self._rows.clear()
            mapping = {key: field for key, field in self.options.mapping.items() if key in keys}
            self._rows[(kind, *keys)] = RowReader(map_columns(keys, mapping), kind)
        return self._rows[(kind, *keys)]


def _flattened(entry: Entry) -> tuple[dict[str, str], dict[str, str]]:
    """Part an object into the values of a table row and what only can be kept as it is."""
    flat: dict[str, str] = {}
    kept: dict[str, str] = {}
    for key, value in entry.items():
        if value is None or is_no_column(key, value):
            continue
        if key in REFERRING_KEYS:
            flat[key] = name_of(key, value)
        elif isinstance(value, list) and _base(key) in (*LABELLED_FIELDS, "alias"):
            flat[key] = SEPARATOR.join(plain_text(key, one) for one in value)
        elif not _base(key) and isinstance(value, list | dict | bool):
            kept[key] = json.dumps(value, ensure_ascii=False)
        else:
            flat[key] = plain_text(key, value)
    return flat, {key: text for key, text in kept.items() if text not in ("[]", "{}")}


def is_no_column(key: str, value: object) -> bool:
    """Tell whether a key of an object is read by what our JSON says, or else is worked out."""
    return key in DERIVED_KEYS or key == "id" or _is_nested(key, value)


def _is_nested(key: str, value: object) -> bool:
    if key == "tags":
        return isinstance(value, list)
    return key in NESTED_KEYS or key in ("memberships", "identifiers")


def _base(key: str) -> str:
    return (recognise(key) or "").partition(":")[0]


def _add_nested(
    record: PersonRecord | OrganisationRecord, entry: Entry, kept: dict[str, str]
) -> None:
    record.id = _reference(record.kind, entry.get("id"))
    record.other_names += other_names(entry.get("other_names"))
    record.contact_details += contact_details(entry.get("contact_details"))
    record.custom |= custom_values(entry.get("custom"))
    if isinstance(entry.get("tags"), list):
        record.tags = tags(entry["tags"])
    if isinstance(record, PersonRecord):
        record.memberships += memberships(entry.get("memberships"))
        foreign = "identifiers"
    else:
        record.identifiers += identifiers(entry.get("identifiers"))
        foreign = "memberships"
    if entry.get(foreign):
        kept[foreign] = json.dumps(entry[foreign], ensure_ascii=False)
    record.unmapped |= kept


def _reference(kind: str, value: object) -> str:
    """Return our own reference of a record, which JSON gives as `p12` or as the number."""
    text = plain_text("id", value)
    letter = kind[0]
    if text.isdecimal():
        return f"{letter}{text}"
    return text if is_reference(text) else ""


def _rejected(line: int, value: object, wrong: WrongTypeError) -> RejectedRecord:
    shown = json.dumps(wrong.value, ensure_ascii=False)[:SHOWN_LENGTH]
    message = _("This is not of the type that belongs here: see the manual for the JSON keys.")
    keys = tuple(value) if isinstance(value, dict) else ("",)
    cells = list(value.values()) if isinstance(value, dict) else [value]
    return RejectedRecord(
        line,
        keys,
        [json.dumps(cell) for cell in cells],
        problems=[RecordProblem(line, wrong.key, shown, message)],
    )
