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


def affected_by(connection: Connection, batch_id: int) -> Affected:
    """Return the ids of the records whose documents a batch may have changed, by kind."""
    affected: Affected = defaultdict(set)
    named: dict[str, set[int]] = defaultdict(set)
    changed = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT table_name FROM change WHERE batch_id = ?", (batch_id,)
        )
    }
    for kind, table in TABLES.items():
        if table in changed:
            affected[kind] |= _changed_rows(connection, batch_id, table)
    for table in changed & OWNERS.keys():
        for kind in OWNERS[table]:
            affected[kind] |= _owners(connection, batch_id, table, f"{kind}_id")
    for table in changed & _NAMING.keys():
        named[table] |= _renamed(connection, batch_id, table)
    if "other_name" in changed:
        for kind in OWNERS["other_name"]:
            named[kind] |= _owners(connection, batch_id, "other_name", f"{kind}_id")
    if "contact_detail" in changed:
        named["membership"] = _owners(connection, batch_id, "contact_detail", "membership_id")
    _follow_links(connection, named, affected)
    return affected


def _changed_rows(connection: Connection, batch_id: int, table: str) -> set[int]:
    rows = connection.execute(f"SELECT c.row_id, c.last_row_id {_CHANGED}", (batch_id, table))
    changed: set[int] = set()
    for first, last in rows:
        changed.update(range(first, (last or first) + 1))
    return changed


def _owners(connection: Connection, batch_id: int, table: str, column: str) -> set[int]:
    """Return whom the changed rows of a table belong to now, and did before each change."""
    now = f"SELECT DISTINCT r.{column} {_STANDING.format(table=table)}"
    before = f"SELECT DISTINCT json_extract(c.before, '$.{column}') {_CHANGED} AND c.before NOTNULL"
    found: set[int | None] = set()
    for statement in (now, before):
        found |= {row[0] for row in connection.execute(statement, (batch_id, table))}
    return {owner for owner in found if owner is not None}


def _renamed(connection: Connection, batch_id: int, table: str) -> set[int]:
    """Return which rows had another name before, and still stand."""
    other = " OR ".join(
        f"json_extract(c.before, '$.{column}') IS NOT r.{column}" for column in _NAMING[table]
    )
    statement = f"SELECT DISTINCT r.id {_STANDING.format(table=table)} AND c.before NOTNULL"
    rows = connection.execute(f"{statement} AND ({other})", (batch_id, table))
    return {row[0] for row in rows}


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
