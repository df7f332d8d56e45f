"""Collaborations as the lines of lists: who is in them, and what is promised and not yet kept."""

from typing import TYPE_CHECKING, Any

from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask
from crm.queries.lines.promises import IS_UNSETTLED
from crm.queries.lines.shapes import in_order, listed
from crm.settings import today

if TYPE_CHECKING:
    from crm.queries.records import CollaborationRow

_OWN = f"""
    SELECT id, title, status, lead, agreed_on, review_on FROM collaboration WHERE id {AMONG}
"""  # noqa: S608 - our own names
_ORGANISATIONS = f"""
    SELECT place.collaboration_id, organisation.name
    FROM collaboration_organisation AS place
    JOIN organisation ON organisation.id = place.organisation_id
    WHERE place.collaboration_id {AMONG} ORDER BY organisation.sort_key
"""  # noqa: S608 - our own names
_PROMISES = f"""
    SELECT collaboration_id, count(*) FROM follow_up
    WHERE collaboration_id {AMONG} AND {IS_UNSETTLED} GROUP BY collaboration_id
"""  # noqa: S608 - our own names


def collaboration_lines(connection: Connection, ids: Ids) -> "list[CollaborationRow]":
    """Return collaborations as lines in the order of `ids`; those that are gone are left out."""
    day = today()
    organisations = listed(ask(connection, _ORGANISATIONS, ids, day), ids)
    promises: dict[int, int] = dict(ask(connection, _PROMISES, ids, day))
    found = {
        row[0]: _line(row, organisations[row[0]], promises.get(row[0], 0))
        for row in ask(connection, _OWN, ids, day)
    }
    return in_order(ids, found)


def _line(row: tuple[Any, ...], organisations: list[str], promises: int) -> "CollaborationRow":
    identity, title, status, lead, agreed_on, review_on = row
    return {
        "id": identity,
        "title": title,
        "status": status,
        "organisations": ", ".join(organisations),
        "lead": lead,
        "agreed_on": agreed_on,
        "review_on": review_on,
        "open_follow_ups": promises,
    }
