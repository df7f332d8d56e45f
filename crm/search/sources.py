"""What a record is found by, beside its name: which texts of which tables are in its document.

Each source is one statement over a piece of the records of a kind, which `over` gives it. The
first column is the record's id, the others the texts for the fields named. A table that is added
here belongs in `crm.search.affected` too, which knows what a change touches.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from crm.vocabulary import RecordKind

_WANTED = "IN (SELECT value FROM json_each(?))"


class Source(NamedTuple):
    """Texts of records: the fields they are for, and the statement that fetches them.

    With `by_type`, two columns stand before those for the fields: a type that names a field of its
    own, and the text for it. Where `needs` finds nothing, neither does the statement: it says so
    without a look at every link.
    """

    fields: tuple[str, ...]
    statement: str
    by_type: bool = False
    needs: str = ""


def over(statement: str, ids: Sequence[int]) -> tuple[str, tuple[Any, ...]]:
    """Return a statement for some records, and what is bound to it.

    A range of ids is read from the first to the last, which is much cheaper than one by one.
    """
    if isinstance(ids, range):
        return statement.replace(_WANTED, "BETWEEN ? AND ?"), (ids[0], ids[-1])
    return statement, (json.dumps(list(ids)),)


# The tables are read in the order in which they are named: the records are few.
_CUSTOM = "nullif(custom, '{}')"
_OWNED = {
    RecordKind.PERSON: ("other_name", "contact_detail", "assessment", "tagging"),
    RecordKind.ORGANISATION: (
        "other_name", "contact_detail", "identifier", "assessment", "tagging", "document",
    ),
    RecordKind.INTERACTION: ("tagging", "document"),
    RecordKind.COLLABORATION: ("tagging", "document"),
    RecordKind.TOPIC: ("other_name",),
}  # fmt: skip
"""The tables whose rows belong to a record by `<kind>_id`, and are found with it."""

_CONTACT_FIELDS = ("note", "note")
_CONTACT_TEXTS = "CASE c.type WHEN 'address' THEN 'place' ELSE c.type END, c.value, c.label, c.note"


def _owned(table: str, owner: str) -> Source:
    statements = {
        "other_name": (("other_name",), "c.name FROM other_name AS c"),
        "contact_detail": (_CONTACT_FIELDS, f"{_CONTACT_TEXTS} FROM contact_detail AS c"),
        "identifier": (("number",), "c.identifier FROM identifier AS c"),
        "assessment": (("note",), "c.reason FROM assessment AS c"),
        "tagging": (("tag",), "tag.name FROM tagging AS c CROSS JOIN tag ON tag.id = c.tag_id"),
        "document": (("note",), "c.title FROM document AS c"),
    }
    fields, texts = statements[table]
    statement = f"SELECT c.{owner}, {texts} WHERE c.{owner} {_WANTED}"
    return Source(fields, statement, by_type=table == "contact_detail")


def _names_of(kind: str, table: str, owner: str, column: str = "") -> Iterator[Source]:
    """Yield the names and other names of the people, organisations or topics of other records."""
    link = f"{table} AS c CROSS JOIN {kind} AS o ON o.id = c.{column or f'{kind}_id'}"
    yield Source((kind,), f"SELECT c.{owner}, o.name FROM {link} WHERE c.{owner} {_WANTED}")
    yield _other_names_of(kind, table, owner, column)


def _other_names_of(kind: str, table: str, owner: str, column: str = "") -> Source:
    return Source(
        (kind,),
        f"SELECT c.{owner}, n.name FROM {table} AS c"
        f" CROSS JOIN other_name AS n ON n.{kind}_id = c.{column or f'{kind}_id'}"
        f" WHERE c.{owner} {_WANTED}",
        needs=_any("other_name", f"{kind}_id"),
    )


def _any(table: str, column: str) -> str:
    return f"SELECT 1 FROM {table} WHERE {column} NOTNULL LIMIT 1"


def _unless_in_name(column: str) -> str:
    """Return the expression for a part of the name, empty where the name has it already."""
    return f"CASE WHEN {_is_not_in_name(column)} THEN {column} END"


def _is_not_in_name(column: str) -> str:
    return f"instr(' ' || name || ' ', ' ' || {column} || ' ') = 0"


_OWN: dict[RecordKind, tuple[Source, ...]] = {
    RecordKind.PERSON: (
        Source(
            ("name", "name", "note", "custom"),
            f"SELECT id, {_unless_in_name('given_name')}, {_unless_in_name('family_name')}, note,"
            f" {_CUSTOM} FROM person WHERE id {_WANTED} AND (note NOTNULL OR custom <> '{{}}'"
            f" OR {_is_not_in_name('given_name')} OR {_is_not_in_name('family_name')})",
        ),
        Source(
            ("role", "organisation", "role", "role", "note"),
            "SELECT c.person_id, c.role, o.name, post.name, post.role, c.note FROM membership AS c"
            " CROSS JOIN organisation AS o ON o.id = c.organisation_id"
            f" LEFT JOIN post ON post.id = c.post_id WHERE c.person_id {_WANTED}",
        ),
        Source(
            _CONTACT_FIELDS,
            f"SELECT m.person_id, {_CONTACT_TEXTS} FROM membership AS m CROSS JOIN"
            f" contact_detail AS c ON c.membership_id = m.id WHERE m.person_id {_WANTED}",
            by_type=True,
            needs=_any("contact_detail", "membership_id"),
        ),
        _other_names_of("organisation", "membership", "person_id"),
    ),
    RecordKind.ORGANISATION: (
        Source(
            ("place", "link", "note", "custom"),
            f"SELECT id, area, website, note, {_CUSTOM} FROM organisation WHERE id {_WANTED}",
        ),
        *_names_of("organisation", "organisation", "id", "parent_id"),
    ),
    RecordKind.INTERACTION: (
        Source(
            ("place", "note", "note", "number", "note", "date", "custom"),
            "SELECT id, place, details, atmosphere, reference, source, starts_at,"
            f" {_CUSTOM} FROM interaction WHERE id {_WANTED}",
        ),
        Source(
            ("organisation", "role", "role"),
            "SELECT interaction_id, organisation_name, role, function"
            f" FROM participant WHERE interaction_id {_WANTED}",
        ),
        Source(
            ("note",),
            f"SELECT interaction_id, text FROM statement WHERE interaction_id {_WANTED}",
        ),
        *_names_of("person", "participant", "interaction_id"),
        *_names_of("organisation", "participant", "interaction_id"),
        *_names_of("person", "statement", "interaction_id"),
        *_names_of("organisation", "statement", "interaction_id"),
        *_names_of("topic", "statement", "interaction_id"),
        *_names_of("topic", "interaction_topic", "interaction_id"),
    ),
    RecordKind.FOLLOW_UP: (
        Source(
            ("person", "date", "note", "custom"),
            f"SELECT id, owner, due_date, quote, {_CUSTOM} FROM follow_up WHERE id {_WANTED}",
        ),
        *_names_of("person", "follow_up", "id"),
        *_names_of("organisation", "follow_up", "id"),
    ),
    RecordKind.COLLABORATION: (
        Source(
            ("person", "note", "custom"),
            f"SELECT id, lead, purpose, {_CUSTOM} FROM collaboration WHERE id {_WANTED}",
        ),
        *_names_of("organisation", "collaboration_organisation", "collaboration_id"),
    ),
    RecordKind.TOPIC: (Source(("note",), f"SELECT id, note FROM topic WHERE id {_WANTED}"),),
    RecordKind.LIST: (Source(("note",), f"SELECT id, note FROM contact_list WHERE id {_WANTED}"),),
}

SOURCES: dict[RecordKind, tuple[Source, ...]] = {
    kind: (*own, *(_owned(table, f"{kind}_id") for table in _OWNED.get(kind, ())))
    for kind, own in _OWN.items()
}
"""All texts that the records of a kind are found by, beside their names."""

TABLES: dict[RecordKind, str] = {
    kind: {RecordKind.FOLLOW_UP: "follow_up", RecordKind.LIST: "contact_list"}.get(kind, kind)
    for kind in SOURCES
}
"""The table that holds the records of a kind."""

# Id, name, sort key, a word of the vocabulary, and what is shown after it. A person's detail
# depends on the day, so that it is looked up when it is shown.
HEADS: dict[RecordKind, str] = {
    RecordKind.PERSON: f"SELECT id, name, sort_key, '', '' FROM person WHERE id {_WANTED}",
    RecordKind.ORGANISATION: (
        "SELECT id, name, sort_key, classification, coalesce(area, '')"
        f" FROM organisation WHERE id {_WANTED}"
    ),
    RecordKind.INTERACTION: (
        f"SELECT id, subject, starts_at, kind, starts_at FROM interaction WHERE id {_WANTED}"
    ),
    RecordKind.FOLLOW_UP: (
        "SELECT id, title, (status IN ('done', 'cancelled')) || coalesce(due_date, '9999'),"
        f" direction, coalesce(due_date, '') FROM follow_up WHERE id {_WANTED}"
    ),
    RecordKind.COLLABORATION: (
        "SELECT id, title, title, status, coalesce(review_on, '')"
        f" FROM collaboration WHERE id {_WANTED}"
    ),
    RecordKind.TOPIC: f"SELECT id, name, sort_key, '', '' FROM topic WHERE id {_WANTED}",
    RecordKind.LIST: f"SELECT id, name, sort_key, '', '' FROM contact_list WHERE id {_WANTED}",
}
"""What is shown of the records of a kind."""
