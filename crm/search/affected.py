"""Which records a batch of changes touched, so that their documents must be written anew.

A changed row touches the records it belongs to, now and before. A new name also touches every
record that is found by the names of others: the people of a renamed organisation, the
interactions on a renamed topic.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections import defaultdict
from typing import NamedTuple

from crm.driver import Connection
from crm.search.sources import TABLES
from crm.vocabulary import RecordKind

Affected = dict[RecordKind, set[int]]
Created = dict[str, list[range]]
MOST_LEFT_OUT = 20
"""How many ranges a statement leaves out; the rest are taken from what it finds."""

PERSON = RecordKind.PERSON
ORGANISATION = RecordKind.ORGANISATION
INTERACTION = RecordKind.INTERACTION
FOLLOW_UP = RecordKind.FOLLOW_UP
COLLABORATION = RecordKind.COLLABORATION
TOPIC = RecordKind.TOPIC

OWNERS: dict[str, tuple[RecordKind, ...]] = {
    "other_name": (PERSON, ORGANISATION, TOPIC),
    "contact_detail": (PERSON, ORGANISATION),
    "assessment": (PERSON, ORGANISATION),
    "membership": (PERSON,),
    "identifier": (ORGANISATION,),
    "tagging": (PERSON, ORGANISATION, INTERACTION, COLLABORATION),
    "document": (INTERACTION, ORGANISATION, COLLABORATION),
    "interaction_topic": (INTERACTION,),
    "participant": (INTERACTION,),
    "statement": (INTERACTION,),
    "collaboration_organisation": (COLLABORATION,),
}
"""The records that the rows of a table belong to, by a column `<kind>_id`."""


class Link(NamedTuple):
    """How a record is reached from a row it is found by: a table with the ids of both."""

    kind: RecordKind
    table: str
    record: str
    row: str


LINKS: dict[str, tuple[Link, ...]] = {
    "person": (
        Link(INTERACTION, "participant", "interaction_id", "person_id"),
        Link(INTERACTION, "statement", "interaction_id", "person_id"),
        Link(FOLLOW_UP, "follow_up", "id", "person_id"),
    ),
    "organisation": (
        Link(PERSON, "membership", "person_id", "organisation_id"),
        Link(ORGANISATION, "organisation", "id", "parent_id"),
        Link(INTERACTION, "participant", "interaction_id", "organisation_id"),
        Link(INTERACTION, "statement", "interaction_id", "organisation_id"),
        Link(FOLLOW_UP, "follow_up", "id", "organisation_id"),
        Link(COLLABORATION, "collaboration_organisation", "collaboration_id", "organisation_id"),
    ),
    "topic": (
        Link(INTERACTION, "interaction_topic", "interaction_id", "topic_id"),
        Link(INTERACTION, "statement", "interaction_id", "topic_id"),
    ),
    "tag": tuple(Link(kind, "tagging", f"{kind}_id", "tag_id") for kind in OWNERS["tagging"]),
    "post": (Link(PERSON, "membership", "person_id", "post_id"),),
    "membership": (Link(PERSON, "membership", "person_id", "id"),),
}
"""The records that are found by the words of another row."""

# A change of these columns is a change for others; other columns concern the row's own document.
_NAMING = {"person": ("name",), "organisation": ("name",), "topic": ("name",), "tag": ("name",),
           "post": ("name", "role")}  # fmt: skip

# The plus keeps SQLite to the index of the batch: that of the table holds all that ever changed.
_CHANGED = "FROM change AS c WHERE c.batch_id = ? AND +c.table_name = ?"
# CROSS JOIN keeps SQLite from walking through the whole table in search of the changed rows.
_STANDING = (
    "FROM change AS c CROSS JOIN {table} AS r"
    " ON r.id BETWEEN c.row_id AND coalesce(c.last_row_id, c.row_id)"
    " WHERE c.batch_id = ? AND +c.table_name = ?"
)


def created_by(connection: Connection, batch_id: int) -> Created:
    """Return the ranges of keys under which a batch inserted many rows at once, by table."""
    rows = connection.execute(
        "SELECT table_name, row_id, last_row_id FROM change"
        " WHERE batch_id = ? AND last_row_id IS NOT NULL",
        (batch_id,),
    )
    created: Created = defaultdict(list)
    for table, first, last in sorted(rows):
        ranges = created[table]
        if ranges and ranges[-1].stop >= first:
            first = ranges.pop().start
        ranges.append(range(first, last + 1))
    return created


def affected_by(connection: Connection, batch_id: int, created: Created) -> Affected:
    """Return the ids of the records whose documents a batch may have changed, by kind.

    Those that were created in ranges are left out. Nothing that stood before can be found by their
    names: whatever refers to them has been changed in the same batch.
    """
    affected: Affected = defaultdict(set)
    named: dict[str, set[int]] = defaultdict(set)
    changed = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT table_name FROM change WHERE batch_id = ?", (batch_id,)
        )
    }
    batch = _Batch(connection, batch_id, created)
    for kind, table in TABLES.items():
        if table in changed:
            affected[kind] |= batch.changed_rows(table)
    for table in changed & OWNERS.keys():
        for kind in OWNERS[table]:
            affected[kind] |= batch.owners(table, kind)
    for table in changed & _NAMING.keys():
        named[table] |= batch.renamed(table)
    if "other_name" in changed:
        for kind in OWNERS["other_name"]:
            named[kind] |= batch.owners("other_name", kind)
    if "contact_detail" in changed:
        named["membership"] = batch.owners("contact_detail", "membership")
    _follow_links(connection, named, affected)
    return affected


class _Batch:
    """What a batch changed, beside the rows that it created in ranges."""

    def __init__(self, connection: Connection, batch_id: int, created: Created) -> None:
        self.connection = connection
        self.batch_id = batch_id
        self.created = created

    def changed_rows(self, table: str) -> set[int]:
        """Return the changed rows of a table."""
        return self._found(table, f"SELECT DISTINCT c.row_id {_CHANGED} AND c.last_row_id ISNULL")

    def owners(self, table: str, owner: str) -> set[int]:
        """Return whom the changed rows of a table belong to now, and did before each change."""
        column = f"r.{owner}_id"
        now = f"SELECT DISTINCT {column} {_STANDING.format(table=table)} AND {column} NOTNULL"
        for span in self.created.get(owner, [])[:MOST_LEFT_OUT]:
            now += f" AND {column} NOT BETWEEN {span.start} AND {span.stop - 1}"
        before = f"json_extract(c.before, '$.{owner}_id')"
        then = f"SELECT DISTINCT {before} {_CHANGED} AND c.before NOTNULL AND {before} NOTNULL"
        return self._found(table, now, owner) | self._found(table, then, owner)

    def renamed(self, table: str) -> set[int]:
        """Return which rows had another name before, and still stand."""
        other = " OR ".join(
            f"json_extract(c.before, '$.{column}') IS NOT r.{column}" for column in _NAMING[table]
        )
        standing = f"SELECT DISTINCT r.id {_STANDING.format(table=table)} AND c.before NOTNULL"
        return self._found(table, f"{standing} AND ({other})")

    def _found(self, table: str, statement: str, found_in: str = "") -> set[int]:
        rows = self.connection.execute(statement, (self.batch_id, table))
        found = {row[0] for row in rows}
        for span in self.created.get(found_in or table, ()):
            found = {key for key in found if key not in span}
        return found


def _follow_links(connection: Connection, named: dict[str, set[int]], affected: Affected) -> None:
    for table, ids in named.items():
        wanted = json.dumps(sorted(ids))
        for link in LINKS[table] if ids else ():
            rows = connection.execute(
                f"SELECT DISTINCT {link.record} FROM {link.table}"
                f" WHERE {link.row} IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
            affected[link.kind] |= {row[0] for row in rows if row[0] is not None}
