"""Which records a batch of changes touched, so that their documents must be written anew.

A changed row touches the records it belongs to, now and before. A new name also touches every
record that is found by the names of others: the people of a renamed organisation, the
interactions on a renamed topic.
"""

# ruff: noqa: S608 - every name in these statements is our own; values are bound

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from crm.driver import Connection
from crm.search.sources import TABLES
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from sqlite3 import Cursor

Affected = dict[RecordKind, set[int]]
MOST_LEFT_OUT = 20
"""How many ranges a statement leaves out; the rest are taken from what it finds."""

PERSON = RecordKind.PERSON
ORGANISATION = RecordKind.ORGANISATION
INTERACTION = RecordKind.INTERACTION
FOLLOW_UP = RecordKind.FOLLOW_UP
COLLABORATION = RecordKind.COLLABORATION
TOPIC = RecordKind.TOPIC
MEMBERSHIP = RecordKind.MEMBERSHIP

OWNERS: dict[str, tuple[RecordKind, ...]] = {
    "other_name": (PERSON, ORGANISATION, TOPIC),
    "contact_detail": (PERSON, ORGANISATION, MEMBERSHIP),
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
"""What the rows of a table belong to, by a column `<kind>_id`."""
NAMED: dict[str, tuple[RecordKind, ...]] = {
    "other_name": (PERSON, ORGANISATION, TOPIC),
    "contact_detail": (MEMBERSHIP,),
}
"""Those among them whose own links are found by the words of these rows too."""


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

# What a batch did to a table stands together in the log, so that it is read there from the first
# change to the last; the plus keeps SQLite from the index of the table, which holds all batches.
_CHANGED = (
    "FROM change AS c WHERE c.id BETWEEN :first AND :last"
    " AND +c.batch_id = :batch AND +c.table_name = :table"
)
# CROSS JOIN keeps SQLite from walking through the whole table in search of the changed rows.
_STANDING = (
    "FROM change AS c CROSS JOIN {table} AS r"
    " ON r.id BETWEEN c.row_id AND coalesce(c.last_row_id, c.row_id)"
    " WHERE c.id BETWEEN :first AND :last AND +c.batch_id = :batch AND +c.table_name = :table"
)


class ChangedBatch:
    """What a batch changed: the records that it created in ranges, and all others it touched."""

    def __init__(self, connection: Connection, batch_id: int) -> None:
        self.connection = connection
        self.batch_id = batch_id
        counted = connection.execute(
            "SELECT table_name, operation, count(*), count(last_row_id), min(id), max(id)"
            " FROM change WHERE batch_id = ? GROUP BY table_name, operation",
            (batch_id,),
        ).fetchall()
        self.counts: dict[tuple[str, str], int] = {}
        self.places: dict[str, tuple[int, int]] = {}
        for table, operation, count, _, first, last in counted:
            self.counts[table, operation] = count
            known_first, known_last = self.places.get(table, (first, last))
            self.places[table] = min(first, known_first), max(last, known_last)
        self.created = self._read_created() if any(row[3] for row in counted) else {}

    def _read_created(self) -> dict[str, list[range]]:
        rows = self.connection.execute(
            "SELECT table_name, row_id, last_row_id FROM change"
            " WHERE batch_id = ? AND last_row_id IS NOT NULL",
            (self.batch_id,),
        )
        created: dict[str, list[range]] = defaultdict(list)
        for table, first, last in sorted(rows):
            ranges = created[table]
            if ranges and ranges[-1].stop >= first:
                first = ranges.pop().start
            ranges.append(range(first, last + 1))
        return created

    def affected(self) -> Affected:
        """Return the ids of the records whose documents the batch may have changed, by kind.

        Those that were created in ranges are left out. Nothing that stood before can be found by
        their names: whatever refers to them has been changed in the same batch.
        """
        affected: Affected = defaultdict(set)
        named: dict[str, set[int]] = defaultdict(set)
        changed = {table for table, _ in self.counts}
        for kind, table in TABLES.items():
            if table in changed:
                affected[kind] |= self._changed_rows(table)
        for table in changed & OWNERS.keys():
            for owner, ids in self._owners(table).items():
                if owner in TABLES:
                    affected[owner] |= ids
                if owner in NAMED.get(table, ()):
                    named[owner] |= ids
        for table in changed & _NAMING.keys():
            named[table] |= self._renamed(table)
        _follow_links(self.connection, named, affected)
        return affected

    def _changed_rows(self, table: str) -> set[int]:
        return self._found(table, f"SELECT DISTINCT c.row_id {_CHANGED} AND c.last_row_id ISNULL")

    def _owners(self, table: str) -> dict[RecordKind, set[int]]:
        """Return whom the changed rows of a table belong to now, and did before each change."""
        owners = OWNERS[table]
        now = ", ".join(f"r.{owner}_id" for owner in owners)
        then = ", ".join(f"c.before_{owner}_id" for owner in owners)
        elsewhere = " OR ".join(map(self._not_created, owners))
        statements = []
        if self._has(table, "insert", "update"):
            standing = _STANDING.format(table=table)
            statements.append(f"SELECT DISTINCT {now} {standing} AND ({elsewhere})")
        if self._has(table, "update", "delete"):
            statements.append(f"SELECT {then} {_CHANGED} AND c.before NOTNULL")
        found: dict[RecordKind, set[int | None]] = {owner: set() for owner in owners}
        for statement in statements:
            rows = self._read(table, statement).fetchall()
            for owner, ids in zip(owners, zip(*rows, strict=True), strict=False):
                found[owner] |= set(ids)
        return {owner: self._others(owner, ids) for owner, ids in found.items()}

    def _has(self, table: str, *operations: str) -> bool:
        return any((table, operation) in self.counts for operation in operations)

    def _not_created(self, owner: str) -> str:
        column = f"r.{owner}_id"
        spans = self.created.get(owner, [])[:MOST_LEFT_OUT]
        left_out = [f"{column} NOT BETWEEN {span.start} AND {span.stop - 1}" for span in spans]
        return "(" + " AND ".join([f"{column} NOTNULL", *left_out]) + ")"

    def _others(self, table: str, ids: set[int | None]) -> set[int]:
        """Return the ids of those that were not created in a range."""
        others = {key for key in ids if key is not None}
        for span in self.created.get(table, ()):
            others = {key for key in others if key not in span}
        return others

    def _renamed(self, table: str) -> set[int]:
        """Return which rows had another name before, and still stand."""
        replaced = self._has(table, "delete") and self._has(table, "insert")
        if not replaced and not self._has(table, "update"):
            return set()
        other = " OR ".join(
            f"json_extract(c.before, '$.{column}') IS NOT r.{column}" for column in _NAMING[table]
        )
        standing = f"SELECT DISTINCT r.id {_STANDING.format(table=table)} AND c.before NOTNULL"
        return self._found(table, f"{standing} AND ({other})")

    def _found(self, table: str, statement: str) -> set[int]:
        return self._others(table, {row[0] for row in self._read(table, statement)})

    def _read(self, table: str, statement: str) -> "Cursor":
        first, last = self.places[table]
        values = {"batch": self.batch_id, "table": table, "first": first, "last": last}
        return self.connection.execute(statement, values)


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
