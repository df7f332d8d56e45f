"""Organisations as the lines of lists: what they are, how many are in them, when last met."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask, ids_by_name
from crm.queries.lines.contacts import best_contacts_of_organisations
from crm.queries.lines.latest import last_interactions
from crm.search.posts import in_force
from crm.settings import today

if TYPE_CHECKING:
    from crm.queries.records import OrganisationRow

_OWN = f"""
    SELECT own.id, own.name, own.classification, parent.name, own.area
    FROM organisation AS own LEFT JOIN organisation AS parent ON own.parent_id = parent.id
    WHERE own.id {AMONG}
"""  # noqa: S608 - our own names
_MEMBERS = f"""
    SELECT organisation_id, count(DISTINCT person_id) FROM membership
    WHERE organisation_id {AMONG} AND {in_force("start_date", "end_date")}
    GROUP BY organisation_id
"""  # noqa: S608 - our own names


def organisations_by_name(connection: Connection, limit: int | None = None) -> Iterator[int]:
    """Give the ids of all organisations in Swedish order of their names, at most `limit`."""
    return ids_by_name(connection, "organisation", limit)


def organisation_lines(connection: Connection, ids: Ids) -> "list[OrganisationRow]":
    """Return organisations as lines in the order of `ids`; those that are gone are left out."""
    day = today()
    found = {row[0]: row for row in ask(connection, _OWN, ids, day)}
    contacts = best_contacts_of_organisations(connection, ids, day)
    people: dict[int, int] = dict(ask(connection, _MEMBERS, ids, day))
    latest = last_interactions(connection, "organisation_id", ids)
    return [
        _line(
            found[identity],
            contacts.get(identity, {}),
            people.get(identity, 0),
            latest.get(identity),
        )
        for identity in ids
        if identity in found
    ]


def _line(
    row: tuple[Any, ...], contacts: dict[str, str], people: int, latest: str | None
) -> "OrganisationRow":
    identity, name, classification, parent, area = row
    return {
        "id": identity,
        "name": name,
        "classification": classification,
        "parent": parent,
        "area": area,
        "email": contacts.get("email"),
        "phone": contacts.get("phone"),
        "people": people,
        "last_interaction": latest,
    }
