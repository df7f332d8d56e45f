"""The rows that an import writes: new ones kept for a part of the file, then stored all at once."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlmodel import Session, col, select

from crm.actions.field_values import field_value
from crm.actions.fields import add_field, edit_field
from crm.actions.importing.drafts import DetailDraft
from crm.actions.importing.known import Known, KnownMembership, new_known
from crm.bulk import BulkRows
from crm.inputs import CustomFieldIn
from crm.models import Post, Tag
from crm.models.base import new_uid, new_uids
from crm.queries.labels import list_fields
from crm.queries.records import CustomFieldRecord
from crm.settings import now_utc
from crm.store import driver_connection
from crm.text import fold, sort_key
from crm.vocabulary import Classification, RecordKind

RECORD = ("id", "uid", "version", "created_at", "updated_at")
NAMED = (*RECORD, "name", "folded_name", "sort_key")
PERSON_FIELDS = ("given_name", "family_name", "honorific_prefix", "language")
ORGANISATION_FIELDS = (
    *("classification", "parent_id", "area", "website", "founding_date", "dissolution_date"),
)
COLUMNS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.PERSON: (*NAMED, *PERSON_FIELDS, "note", "custom"),
    RecordKind.ORGANISATION: (*NAMED, *ORGANISATION_FIELDS, "note", "custom"),
}
"""The columns of the rows of people and organisations."""
MEMBERSHIP = (
    *(*RECORD, "person_id", "organisation_id", "post_id", "role", "start_date", "end_date"),
    "primary",
)
CONTACT_DETAIL = (
    *("id", "person_id", "type", "value", "match_key", "label", "note", "valid_from"),
    "valid_until",
)
SOURCE = ("id", "imported_file_id", "person_id", "line", "fields")
NO_VALUES = "{}"

Values = tuple[Any, ...]

_EMPTY: dict[RecordKind, dict[str, Any]] = {
    RecordKind.PERSON: dict.fromkeys(PERSON_FIELDS),
    RecordKind.ORGANISATION: dict.fromkeys(ORGANISATION_FIELDS)
    | {"classification": str(Classification.OTHER)},
}
_IN_ORDER = {kind: itemgetter(*columns[:-1]) for kind, columns in COLUMNS.items()}


class Rows:
    """Rows on their way into the book, and the tags, posts and fields that they refer to."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.moment = now_utc()
        self._bulk = BulkRows(session)
        self._known: list[Known] = []
        self._memberships: list[tuple[int, KnownMembership]] = []
        self._tags = dict(session.exec(select(Tag.folded_name, Tag.id)).all())
        self._posts: dict[int, dict[str, int]] = {}
        self._fields = {field["key"]: field for field in list_fields(session)}

    def add_known(self, kind: RecordKind, name: tuple[str, str], uid: str = "") -> Known:
        """Add a person or organisation, whose values may still change until they are stored.

        `name` is as written and folded.
        """
        known = new_known(kind, self._bulk.next_id(kind), name, self.moment, uid)
        known.values.update(_EMPTY[kind])
        self._known.append(known)
        return known

    def add_membership(self, known: Known, **values: Any) -> KnownMembership:
        """Put somebody into an organisation."""
        identity = self._bulk.next_id(RecordKind.MEMBERSHIP)
        membership = KnownMembership(identity, **values, is_stored=False)
        known.memberships.append(membership)
        self._memberships.append((known.id, membership))
        return membership

    def add(self, table: str, **values: Any) -> int:
        """Add a row of another table and return its key."""
        identity = self._bulk.next_id(table)
        self._bulk.add(table, ("id", *values), (identity, *values.values()))
        return identity

    def add_people(self, values: Sequence[Values]) -> range:
        """Add people whose values are settled, and return their keys.

        `values` are those of the columns from the name to the language.
        """
        keys = self._bulk.next_ids(RecordKind.PERSON, len(values))
        moment = self.moment
        rows = [
            (key, uid, 1, moment, moment, *one, None, NO_VALUES)
            for key, uid, one in zip(keys, new_uids(len(values)), values, strict=True)
        ]
        self._bulk.add_all("person", COLUMNS[RecordKind.PERSON], rows)
        return keys

    def add_person_details(self, details: Sequence[tuple[int, DetailDraft]]) -> None:
        """Add ways to reach people, each with the key of the person."""
        rows = [
            (key, person, one.type, one.value, one.key, one.label, one.note, one.valid_from,
             one.valid_until)
            for key, (person, one) in zip(
                self._bulk.next_ids("contact_detail", len(details)), details, strict=True
            )
        ]  # fmt: skip
        self._bulk.add_all("contact_detail", CONTACT_DETAIL, rows)

    def add_primary_memberships(self, memberships: Sequence[Values]) -> None:
        """Add memberships that are settled: each the one that holds, without a post.

        `memberships` are person, organisation, role and start date.
        """
        moment, count = self.moment, len(memberships)
        keys = self._bulk.next_ids(RecordKind.MEMBERSHIP, count)
        rows = [
            (key, uid, 1, moment, moment, person, place, None, role, start, None, True)
            for key, uid, (person, place, role, start) in zip(
                keys, new_uids(count), memberships, strict=True
            )
        ]
        self._bulk.add_all("membership", MEMBERSHIP, rows)

    def add_person_sources(self, file: int, sources: Sequence[tuple[int, int, str]]) -> None:
        """Note which fields a file gave: people, the lines they stand on, and the fields."""
        keys = self._bulk.next_ids("record_source", len(sources))
        rows = [(key, file, *source) for key, source in zip(keys, sources, strict=True)]
        self._bulk.add_all("record_source", SOURCE, rows)

    def store(self, touched: Iterable[Known]) -> list[Known]:
        """Write what was added since the last time, and what was changed in rows of the book.

        Returns the people and organisations that were added.
        """
        new, self._known = self._known, []
        for known in new:
            values = known.values
            custom = json.dumps(values["custom"]) if values["custom"] else NO_VALUES
            row = (*_IN_ORDER[known.kind](values), custom)
            self._bulk.add(known.kind, COLUMNS[known.kind], row)
        memberships, self._memberships = self._memberships, []
        for person, membership in memberships:
            self._add_membership(person, membership)
        self._bulk.store()
        self._update(touched)
        for known in new:
            known.is_stored = True
            known.changed.clear()
        return new

    def _add_membership(self, person: int, one: KnownMembership) -> None:
        row = (
            *(one.id, new_uid(), 1, self.moment, self.moment, person, one.organisation_id),
            *(one.post_id, one.role, one.start_date, one.end_date, one.primary),
        )
        self._bulk.add("membership", MEMBERSHIP, row)
        one.is_stored = True
        one.changed.clear()

    def _update(self, touched: Iterable[Known]) -> None:
        """Write the changed columns of stored rows; whoever was there before gets a version."""
        updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        for known in touched:
            if known.is_stored:
                values = _changed(known)
                if not known.is_new and (values or known.is_touched):
                    version = known.values["version"] + 1
                    known.values["version"] = version
                    values |= {"version": version, "updated_at": self.moment}
                _put(updates, known.kind, known.id, values)
            for one in known.memberships:
                if one.is_stored and one.changed:
                    values = {name: getattr(one, name) for name in sorted(one.changed)}
                    one.changed.clear()
                    _put(updates, "membership", one.id or 0, values | {"updated_at": self.moment})
        connection = driver_connection(self.session)
        for (table, columns), rows in updates.items():
            sets = ", ".join(f'"{column}" = ?' for column in columns)
            connection.executemany(f'UPDATE "{table}" SET {sets} WHERE id = ?', rows)
        if updates:
            self.session.expire_all()

    def tag(self, name: str) -> int:
        """Return the key of the tag of this name, a new one if there is none."""
        folded = fold(name)
        if folded not in self._tags:
            self._tags[folded] = self.add("tag", **self._named(name))
        return self._tags[folded] or 0

    def post(self, organisation: int, label: str) -> int:
        """Return the key of the post of this label at an organisation, a new one if need be."""
        if organisation not in self._posts:
            statement = select(Post.folded_name, Post.id).order_by(col(Post.id).desc())
            found = self.session.exec(statement.where(Post.organisation_id == organisation))
            self._posts[organisation] = {name: key or 0 for name, key in found}
        posts = self._posts[organisation]
        folded = fold(label)
        if folded not in posts:
            posts[folded] = self.add("post", **self._named(label), organisation_id=organisation)
        return posts[folded]

    def _named(self, name: str) -> dict[str, Any]:
        return {
            "uid": new_uid(),
            "version": 1,
            "created_at": self.moment,
            "updated_at": self.moment,
            "name": name,
            "folded_name": fold(name),
            "sort_key": sort_key(name),
        }

    def custom_value(self, kind: RecordKind, key: str, value: str) -> Any:
        """Return a value as its field stores it, adding the field if there is none.

        Errors: `Invalid` for a value that is not of the field's type, or a key that cannot be.
        """
        return field_value(self._field(kind, key), value)

    def _field(self, kind: RecordKind, key: str) -> CustomFieldRecord:
        folded = key.casefold()
        field = self._fields.get(folded)
        if field and str(kind) in field["applies_to"]:
            return field
        if field:
            nouns = [*field["applies_to"], str(kind)]
            edit_field(self.session, folded, applies_to=nouns)
        else:
            add_field(self.session, CustomFieldIn(key=key, applies_to=[str(kind)]))
        self._fields = {field["key"]: field for field in list_fields(self.session)}
        return self._fields[folded]


def _changed(known: Known) -> dict[str, Any]:
    values = {column: known.values[column] for column in sorted(known.changed)}
    if "custom" in values:
        values["custom"] = json.dumps(values["custom"])
    known.changed.clear()
    return values


def _put(
    updates: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]],
    table: str,
    identity: int,
    values: Mapping[str, Any],
) -> None:
    if values:
        updates[table, tuple(values)].append((*values.values(), identity))
