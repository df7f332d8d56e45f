"""Load whom a part of a file may mean: a fixed number of queries, however many rows it has."""

# ruff: noqa: S608 - the names in these statements are our own tables and columns; values are bound

import json
from collections.abc import Iterator, Sequence
from typing import Any

from crm.actions.importing.drafts import Draft
from crm.actions.importing.known import Directory, Known, KnownMembership
from crm.actions.importing.lookups import find_holders, find_organisations, find_people
from crm.actions.importing.rows import COLUMNS
from crm.actions.importing.seen import Seen
from crm.driver import Connection
from crm.vocabulary import RecordKind

PERSON, ORGANISATION = RecordKind.PERSON, RecordKind.ORGANISATION

_OF = "WHERE {owner} IN (SELECT value FROM json_each(?))"
_OTHER_NAMES = f"SELECT {{owner}}, folded_name FROM other_name {_OF}"
_DETAIL = "d.type, d.match_key, d.valid_from, d.valid_until"
_DETAILS = f"SELECT {{owner}}, {_DETAIL} FROM contact_detail AS d {_OF}"
_WORK_DETAILS = (
    f"SELECT m.person_id, {_DETAIL} FROM membership AS m"
    f" CROSS JOIN contact_detail AS d ON d.membership_id = m.id {_OF.format(owner='m.person_id')}"
)
_TAGS = f"SELECT {{owner}}, tag.folded_name FROM tagging JOIN tag ON tag.id = tag_id {_OF}"
_NUMBERS = f"SELECT organisation_id, scheme, identifier FROM identifier {_OF}"
_MEMBERSHIPS = (
    'SELECT person_id, id, organisation_id, post_id, role, start_date, end_date, "primary"'
    f" FROM membership {_OF.format(owner='person_id')} ORDER BY id"
)


def load(connection: Connection, drafts: Sequence[Draft], seen: Seen) -> Directory:
    """Return a directory of everybody whom the drafts may mean, with what belongs to them."""
    directory = Directory()
    people = [draft for draft in drafts if draft.kind == PERSON]
    holders = find_holders(connection, drafts)
    organisations = find_organisations(connection, drafts) | holders.organisations
    _load_organisations(connection, directory, seen, sorted(organisations))
    ids = find_people(connection, people, directory, holders.crowded) | holders.people
    _load_people(connection, directory, seen, sorted(ids))
    for draft in drafts:
        directory.expect(draft)
    return directory


def load_one(
    connection: Connection, directory: Directory, seen: Seen, kind: RecordKind, identity: int
) -> Known | None:
    """Return one record, bringing it into the directory if it is not there yet."""
    if (kind, identity) not in directory:
        load_all = _load_people if kind == PERSON else _load_organisations
        load_all(connection, directory, seen, [identity])
    return directory.get(kind, identity)


def _load_people(
    connection: Connection, directory: Directory, seen: Seen, ids: Sequence[int]
) -> None:
    by_id = _load_rows(connection, PERSON, seen, ids)
    for owner, *values in _rows(connection, _MEMBERSHIPS, by_id):
        by_id[owner].memberships.append(KnownMembership(*values))
    for owner, *detail in _rows(connection, _WORK_DETAILS, by_id):
        by_id[owner].details.add(tuple(detail))
    for known in by_id.values():
        directory.add(known)


def _load_organisations(
    connection: Connection, directory: Directory, seen: Seen, ids: Sequence[int]
) -> None:
    by_id = _load_rows(connection, ORGANISATION, seen, ids)
    for owner, scheme, number in _rows(connection, _NUMBERS, by_id, "organisation_id"):
        by_id[owner].identifiers.add((scheme, number))
    for known in by_id.values():
        directory.add(known)


def _load_rows(
    connection: Connection, kind: RecordKind, seen: Seen, ids: Sequence[int]
) -> dict[int, Known]:
    """Return the records of a kind with the names, ways to reach them and tags that they have."""
    columns = COLUMNS[kind]
    statement = f"SELECT {', '.join(columns)} FROM {kind} {_OF.format(owner='id')} ORDER BY id"
    by_id: dict[int, Known] = {}
    for row in _rows(connection, statement, ids):
        values: dict[str, Any] = dict(zip(columns, row, strict=True))
        values["custom"] = json.loads(values["custom"])
        by_id[values["id"]] = seen.recalled(Known(kind, values["id"], values))
    owner = f"{kind}_id"
    for identity, name in _rows(connection, _OTHER_NAMES, by_id, owner):
        by_id[identity].other_names.add(name)
    for identity, *detail in _rows(connection, _DETAILS, by_id, owner):
        by_id[identity].details.add(tuple(detail))
    for identity, tag in _rows(connection, _TAGS, by_id, owner):
        by_id[identity].tags.add(tag)
    return by_id


def _rows(
    connection: Connection, statement: str, ids: Sequence[int] | dict[int, Known], owner: str = ""
) -> Iterator[Any]:
    if not ids:
        return iter(())
    return connection.execute(statement.format(owner=owner), (json.dumps(list(ids)),))
