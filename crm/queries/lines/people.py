"""People as the lines of lists: where they work, how they are reached, when they were last met."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask, ids_by_name
from crm.queries.lines.contacts import best_contacts_of_people
from crm.queries.lines.latest import last_interactions
from crm.search.posts import in_force
from crm.settings import today

if TYPE_CHECKING:
    from crm.queries.records import PersonRow

_NAMES = f"SELECT id, name FROM person WHERE id {AMONG}"  # noqa: S608 - our own names
_WORK = f"""
    SELECT membership.person_id, organisation.name, organisation.id,
    coalesce(nullif(membership.role, ''), nullif(post.role, ''), post.name)
    FROM membership JOIN organisation ON membership.organisation_id = organisation.id
    LEFT JOIN post ON membership.post_id = post.id
    WHERE membership.person_id {AMONG}
    AND {in_force("membership.start_date", "membership.end_date")}
    ORDER BY membership."primary" DESC, membership.start_date DESC, membership.id
"""  # noqa: S608 - our own names
_NO_WORK = (None, None, None)


def people_by_name(connection: Connection, limit: int | None = None) -> Iterator[int]:
    """Give the ids of all people in Swedish order of their names, at most `limit` of them."""
    return ids_by_name(connection, "person", limit)


def person_lines(connection: Connection, ids: Ids) -> "list[PersonRow]":
    """Return people as lines in the order of `ids`; those that are gone are left out."""
    day = today()
    names: dict[int, str] = dict(ask(connection, _NAMES, ids, day))
    work = _main_work(connection, ids, day)
    contacts = best_contacts_of_people(connection, ids, day)
    latest = last_interactions(connection, "person_id", ids)
    return [
        _line(
            identity,
            names[identity],
            work.get(identity, _NO_WORK),
            contacts.get(identity, {}),
            latest.get(identity),
        )
        for identity in ids
        if identity in names
    ]


def _main_work(connection: Connection, people: Ids, day: date) -> dict[int, tuple[Any, ...]]:
    work: dict[int, tuple[Any, ...]] = {}
    for person, *place in ask(connection, _WORK, people, day):
        work.setdefault(person, tuple(place))
    return work


def _line(
    identity: int, name: str, work: tuple[Any, ...], contacts: dict[str, str], latest: str | None
) -> "PersonRow":
    organisation, organisation_id, role = work
    return {
        "id": identity,
        "name": name,
        "organisation": organisation,
        "organisation_id": organisation_id,
        "role": role,
        "email": contacts.get("email"),
        "phone": contacts.get("phone"),
        "last_interaction": latest,
    }
