"""Whom a part of a file may mean, found in the book by uid, key and name.

Each lookup reads a bounded number of rows for each value, so that its time grows with the part and
not with the book: of a value that very many hold, and of a common name, only those are read that
something else points to.
"""

# ruff: noqa: S608 - the names in these statements are our own tables; values are bound

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from crm.actions.importing.drafts import Draft, Key
from crm.actions.importing.known import WIDELY_HELD, Directory, Known
from crm.driver import Connection
from crm.text import fold
from crm.vocabulary import RecordKind

PERSON, ORGANISATION = RecordKind.PERSON, RecordKind.ORGANISATION
MOST_HOLDERS = 20
MOST_NAMESAKES = 100

_EACH = "FROM json_each(?) AS sought CROSS JOIN"
_WITH_UID = f"SELECT t.id {_EACH} {{table}} AS t ON t.uid = sought.value"
_ALSO_CALLED = (
    f"SELECT t.{{table}}_id {_EACH} other_name AS t ON t.folded_name = sought.value"
    " WHERE t.{table}_id IS NOT NULL"
)
_CALLED = (
    f"SELECT t.id {_EACH} {{table}} AS t ON t.id IN"
    " (SELECT id FROM {table} WHERE folded_name = sought.value LIMIT {most})"
)
_HOLDERS = (
    "SELECT c.match_key, c.organisation_id, coalesce(c.person_id, m.person_id)"
    f" {_EACH} contact_detail AS c ON c.id IN (SELECT id FROM contact_detail"
    f" WHERE type = ? AND match_key = sought.value LIMIT {MOST_HOLDERS})"
    " LEFT JOIN membership AS m ON m.id = c.membership_id"
)
_REGISTERED = (
    f"SELECT i.identifier, i.organisation_id {_EACH} identifier AS i ON i.id IN"
    f" (SELECT id FROM identifier WHERE identifier = sought.value LIMIT {MOST_HOLDERS})"
)
_COUNT_NAMESAKES = (
    "SELECT sought.value, (SELECT count(*) FROM (SELECT 1 FROM person"
    f" WHERE folded_name = sought.value LIMIT {MOST_NAMESAKES + 1}))"
    " FROM json_each(?) AS sought"
)
_COLLEAGUES_BY_NAME = (
    f"SELECT p.id {_EACH} person AS p ON p.folded_name = json_extract(sought.value, '$[0]')"
    " CROSS JOIN membership AS m ON m.person_id = p.id"
    " WHERE m.organisation_id = json_extract(sought.value, '$[1]')"
)
_COLLEAGUES_BY_PLACE = (
    f"SELECT p.id {_EACH} membership AS m ON m.organisation_id = json_extract(sought.value, '$[1]')"
    " CROSS JOIN person AS p ON p.id = m.person_id"
    " WHERE p.folded_name = json_extract(sought.value, '$[0]')"
)
_BARE = (
    f"SELECT p.id {_EACH} person AS p ON p.folded_name = sought.value"
    " WHERE NOT EXISTS (SELECT 1 FROM membership WHERE person_id = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM contact_detail WHERE person_id = p.id"
    " AND type IN ('email', 'phone'))"
)


class Holders(NamedTuple):
    """Who holds the keys of some drafts, and the keys that more hold than were read."""

    people: set[int]
    organisations: set[int]
    crowded: set[Key]


def find_holders(connection: Connection, drafts: Sequence[Draft]) -> Holders:
    """Return who holds the e-mail addresses, phones and registered numbers of some drafts."""
    values: dict[str, set[str]] = {}
    for draft in drafts:
        for scheme, value in draft.keys:
            values.setdefault(scheme, set()).add(value)
    found = Holders(set(), set(), set())
    for kind in ("email", "phone"):
        rows = _read(connection, _HOLDERS, values.pop(kind, ()), kind)
        found.people.update(person for _key, _owner, person in rows if person)
        found.organisations.update(owner for _key, owner, _person in rows if owner)
        found.crowded.update((kind, value) for value in _crowded(key for key, *_ in rows))
    numbers = {value for one in values.values() for value in one}
    rows = _read(connection, _REGISTERED, numbers)
    found.organisations.update(owner for _number, owner in rows)
    return found


def _crowded(values: Iterable[str]) -> list[str]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return [value for value, count in counts.items() if count >= MOST_HOLDERS]


def find_organisations(connection: Connection, drafts: Sequence[Draft]) -> set[int]:
    """Return the organisations that drafts name: as themselves, above them or as employers."""
    own = [draft for draft in drafts if draft.kind == ORGANISATION]
    places = [place for draft in drafts for place in draft.places]
    names = {name for draft in own for name in draft.folded_names}
    names |= {fold(draft.parent) for draft in own if draft.parent}
    names |= {place.folded for place in places}
    uids = {draft.uid for draft in own} | {place.uid for place in places}
    uids |= {draft.parent for draft in own}
    ids = _ids(connection, _WITH_UID.format(table=ORGANISATION), uids)
    ids |= _ids(connection, _CALLED.format(table=ORGANISATION, most=-1), names)
    return ids | _ids(connection, _ALSO_CALLED.format(table=ORGANISATION), names)


def find_people(
    connection: Connection, drafts: Sequence[Draft], directory: Directory, crowded: set[Key]
) -> set[int]:
    """Return the people whom drafts name; the organisations must be in the directory by then.

    The names that many people have are noted there as common.
    """
    ids = _ids(connection, _WITH_UID.format(table=PERSON), {draft.uid for draft in drafts})
    names = {name for draft in drafts for name in draft.folded_names}
    counts: dict[str, int] = dict(_read(connection, _COUNT_NAMESAKES, names))
    rare = {name for name, count in counts.items() if 0 < count < WIDELY_HELD}
    directory.common |= {name for name, count in counts.items() if count >= WIDELY_HELD}
    ids |= _ids(connection, _CALLED.format(table=PERSON, most=-1), rare)
    ids |= _ids(connection, _ALSO_CALLED.format(table=PERSON), names)
    common = [draft for draft in drafts if draft.folded_name in directory.common]
    ids |= _colleagues(connection, common, directory, counts)
    bare = {draft.folded_name for draft in common if not draft.keys and not draft.places}
    ids |= _ids(connection, _BARE, bare)
    held = {draft.folded_name for draft in common if not crowded.isdisjoint(draft.keys)}
    return ids | _ids(connection, _CALLED.format(table=PERSON, most=MOST_NAMESAKES), held)


def _colleagues(
    connection: Connection, drafts: Sequence[Draft], directory: Directory, counts: dict[str, int]
) -> set[int]:
    """Return the people of a common name at an organisation that their draft names."""
    pairs = {
        (draft.folded_name, organisation.id)
        for draft in drafts
        for place in draft.places
        for organisation in organisations_meant(place.folded, place.uid, directory)
    }
    by_name = [pair for pair in pairs if counts[pair[0]] <= MOST_NAMESAKES]
    by_place = [pair for pair in pairs if counts[pair[0]] > MOST_NAMESAKES]
    found = _ids(connection, _COLLEAGUES_BY_NAME, by_name)
    return found | _ids(connection, _COLLEAGUES_BY_PLACE, by_place)


def organisations_meant(folded: str, uid: str, directory: Directory) -> list[Known]:
    """Return the organisations that a place may be in, by uid, name or other name."""
    by_uid = directory.with_uid(ORGANISATION, uid)
    if by_uid:
        return [by_uid]
    called = directory.called(ORGANISATION, folded)
    return called or directory.also_called(ORGANISATION, folded)


def _ids(connection: Connection, statement: str, values: Collection[Any]) -> set[int]:
    return {identity for (identity,) in _read(connection, statement, values)}


def _read(
    connection: Connection, statement: str, values: Collection[Any], *others: object
) -> list[Any]:
    sought = [value for value in values if value]
    if not sought:
        return []
    return connection.execute(statement, (json.dumps(sought), *others)).fetchall()
