"""Rows of the history in words: what people call their columns, and names in place of keys."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from crm.i18n import N_, _
from crm.labels import label
from crm.models import CustomField, Tag
from crm.queries.naming import Key, names_of
from crm.titles import TITLES
from crm.validation import format_phone
from crm.vocabulary import ContactType, RecordKind, reference

LoggedRow = Mapping[str, Any]
"""A row as the history keeps it: its columns by name."""

COLUMNS: Mapping[str, str] = {
    **TITLES,
    "agreed_on": N_("Agreed on"),
    "applies_to": N_("Applies to"),
    "attendance": N_("Attendance"),
    "choices": N_("Choices"),
    "condition": N_("Condition"),
    "date": N_("Date"),
    "from_organisation": N_("From"),
    "from_person": N_("From"),
    "function": N_("Function"),
    "identifier": N_("Number"),
    "influence": N_("Influence"),
    "interest": N_("Interest"),
    "label": N_("Label"),
    "lead": N_("Lead"),
    "location": N_("Address"),
    "membership": N_("Membership"),
    "organisation_name": N_("Organisation then"),
    "primary": N_("Primary"),
    "purpose": N_("Purpose"),
    "query": N_("Search"),
    "reason": N_("Reason"),
    "reverse_type": N_("Seen from there"),
    "review_on": N_("Review on"),
    "scheme": N_("Register"),
    "stance": N_("Stance"),
    "tag": N_("Tag"),
    "text": N_("Text"),
    "to_organisation": N_("To"),
    "to_person": N_("To"),
    "topic": N_("Topic"),
    "type": N_("Sort"),
    "valid_from": N_("From"),
    "valid_until": N_("Until"),
    "value": N_("Value"),
}
UNTOLD = frozenset(
    {
        *("id", "uid", "version", "created_at", "updated_at", "sort_key", "folded_name"),
        *("match_key", "position", "thread", "sha256", "fingerprint", "batch_id"),
        *("imported_file_id", "first_id", "second_id", "fields", "line", "revision", "read_at"),
    }
)
"""Columns that tell a person nothing."""
NAMING = ("name", "title", "subject", "value", "text", "identifier", "label", "content")
"""The columns of which the first that is filled says what a row is called."""
WORDS = frozenset(
    {
        *("classification", "kind", "status", "direction", "priority", "attendance", "function"),
        *("stance", "type", "about"),
    }
)
"""The columns that hold words of a closed list."""
FLAGS = frozenset({"primary"})
LISTS = frozenset({"choices", "applies_to"})
"""The columns that hold several words, as JSON."""
CUSTOM = "custom"
POINTERS: Mapping[str, RecordKind] = {
    "person_id": RecordKind.PERSON,
    "organisation_id": RecordKind.ORGANISATION,
    "post_id": RecordKind.POST,
    "membership_id": RecordKind.MEMBERSHIP,
    "topic_id": RecordKind.TOPIC,
    "interaction_id": RecordKind.INTERACTION,
    "collaboration_id": RecordKind.COLLABORATION,
    "contact_list_id": RecordKind.LIST,
    "from_person_id": RecordKind.PERSON,
    "to_person_id": RecordKind.PERSON,
    "from_organisation_id": RecordKind.ORGANISATION,
    "to_organisation_id": RecordKind.ORGANISATION,
}
PARENTS = {"organisation": RecordKind.ORGANISATION, "topic": RecordKind.TOPIC}


class Teller:
    """Tells rows in words; the names of all that they point at are fetched once.

    A record that is no more is called by its reference: `p12`.
    """

    def __init__(self, session: Session, rows: Iterable[tuple[str, LoggedRow]]) -> None:
        rows = list(rows)
        keys = {key for table, row in rows for key in _pointed_at(table, row)}
        tags = {row["tag_id"] for _table, row in rows if row.get("tag_id")}
        self._names = names_of(session, keys)
        self._tags = _tag_names(session, tags)
        has_custom = any(own_values(row) for _table, row in rows)
        self._own = _own_fields(session) if has_custom else {}

    def fields(self, table: str, row: LoggedRow, owner: Key | None = None) -> dict[str, str]:
        """Return each value that tells something, by what people call it; the owner goes unsaid."""
        told: dict[str, str] = {}
        for column, value in row.items():
            if column == CUSTOM:
                own = own_values(row)
                told |= {self._own.get(key, key): _plain(own[key]) for key in own}
            elif column not in UNTOLD and (owner is None or owner != (_kind(table, column), value)):
                told[_title(column)] = self._value(table, row, column, value)
        return {title: value for title, value in told.items() if value}

    def title(self, table: str, row: LoggedRow, owner: Key | None = None) -> str:
        """Return what a row is called; one without a name by what it ties, but for the owner."""
        for column in NAMING:
            if row.get(column):
                return self._value(table, row, column, row[column])
        tied = [
            self._name(key)
            for key in _pointed_at(table, row)
            if key != owner and key[0] not in (RecordKind.POST, RecordKind.MEMBERSHIP)
        ]
        others = (self._tags.get(row.get("tag_id") or 0), row.get("role"))
        return ", ".join([*tied, *(text for text in others if text)])

    def _name(self, key: Key) -> str:
        return self._names.get(key) or reference(*key)

    def _value(self, table: str, row: LoggedRow, column: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        kind = _kind(table, column)
        if kind is not None:
            return self._name((kind, value))
        if column == "tag_id":
            return self._tags.get(value, str(value))
        if column in FLAGS:
            return _plain(bool(value))
        if column in WORDS:
            return label(value)
        if column in LISTS:
            return ", ".join(label(word) for word in json.loads(value))
        if column == "value" and row.get("type") == ContactType.PHONE:
            return format_phone(value)
        return _plain(value)


def _title(column: str) -> str:
    name = column.removesuffix("_id")
    return _(COLUMNS.get(name, name))


def _kind(table: str, column: str) -> RecordKind | None:
    return PARENTS.get(table) if column == "parent_id" else POINTERS.get(column)


def _pointed_at(table: str, row: LoggedRow) -> list[Key]:
    kinds = ((_kind(table, column), value) for column, value in row.items())
    return [(kind, value) for kind, value in kinds if kind is not None and value]


def _tag_names(session: Session, tags: set[int]) -> dict[int, str]:
    statement = select(col(Tag.id), col(Tag.name)).where(col(Tag.id).in_(tags))
    return {identity: name for identity, name in session.exec(statement) if identity}


def _own_fields(session: Session) -> dict[str, str]:
    rows = session.exec(select(col(CustomField.key), col(CustomField.label)))
    return dict(rows.all())


def own_values(row: LoggedRow) -> dict[str, Any]:
    """Return the values of the user's own fields, which the log keeps as JSON within JSON."""
    value = row.get(CUSTOM)
    found = json.loads(value) if isinstance(value, str) and value else value
    return found if isinstance(found, dict) else {}


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
