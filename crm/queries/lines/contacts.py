"""The one e-mail address and the one number that stand on a line."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask
from crm.search.posts import in_force

BestContacts = dict[int, dict[str, str]]

# Chosen by type as well, SQLite would walk through all addresses of the book.
_USABLE = in_force("detail.valid_from", "detail.valid_until")
_OWN = f"""
    SELECT detail.{{owner}}, detail.type, detail.value FROM contact_detail AS detail
    WHERE detail.{{owner}} {AMONG} AND {_USABLE} ORDER BY detail.id
"""  # noqa: S608 - our own names
_OF_PEOPLE = _OWN.format(owner="person_id")
_OF_ORGANISATIONS = _OWN.format(owner="organisation_id")
_AT_WORK = f"""
    SELECT membership.person_id, detail.type, detail.value, membership."primary"
    FROM contact_detail AS detail JOIN membership ON detail.membership_id = membership.id
    WHERE membership.person_id {AMONG} AND {_USABLE}
    AND {in_force("membership.start_date", "membership.end_date")} ORDER BY detail.id
"""  # noqa: S608 - our own names


def best_contacts_of_people(connection: Connection, people: Ids, day: date) -> BestContacts:
    """Return `{person: {"email": …, "phone": …}}`, one value of each type that holds on a day.

    The primary membership's own come first, then the person's, then those of other memberships.
    """
    work = list(ask(connection, _AT_WORK, people, day))
    best: BestContacts = {}
    _fill(best, ((owner, kind, value) for owner, kind, value, primary in work if primary))
    _fill(best, ask(connection, _OF_PEOPLE, people, day))
    _fill(best, ((owner, kind, value) for owner, kind, value, primary in work if not primary))
    return best


def best_contacts_of_organisations(
    connection: Connection, organisations: Ids, day: date
) -> BestContacts:
    """Return `{organisation: {"email": …}}`, one value of each type that holds on a day."""
    best: BestContacts = {}
    _fill(best, ask(connection, _OF_ORGANISATIONS, organisations, day))
    return best


def _fill(best: BestContacts, rows: Iterable[Sequence[Any]]) -> None:
    for owner, kind, value in rows:
        best.setdefault(owner, {}).setdefault(kind, value)
