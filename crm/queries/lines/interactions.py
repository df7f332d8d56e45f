"""Interactions as the lines of lists: what took place, who was there and what it was about."""

from typing import TYPE_CHECKING, Any

from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask
from crm.queries.lines.shapes import in_order, listed
from crm.settings import today

if TYPE_CHECKING:
    from crm.queries.records import InteractionRow

_OWN = f"""
    SELECT id, kind, status, subject, starts_at, ends_at, place FROM interaction WHERE id {AMONG}
"""  # noqa: S608 - our own names
# In the order of registration.
_PARTICIPANTS = f"""
    SELECT participant.interaction_id, coalesce(person.name, participant.organisation_name, '')
    FROM participant LEFT JOIN person ON person.id = participant.person_id
    WHERE participant.interaction_id {AMONG} ORDER BY participant.id
"""  # noqa: S608 - our own names
_TOPICS = f"""
    SELECT interaction_topic.interaction_id, topic.name
    FROM interaction_topic JOIN topic ON topic.id = interaction_topic.topic_id
    WHERE interaction_topic.interaction_id {AMONG} ORDER BY topic.sort_key
"""  # noqa: S608 - our own names


def interaction_lines(connection: Connection, ids: Ids) -> "list[InteractionRow]":
    """Return interactions as lines in the order of `ids`; those that are gone are left out."""
    day = today()
    participants = listed(ask(connection, _PARTICIPANTS, ids, day), ids)
    topics = listed(ask(connection, _TOPICS, ids, day), ids)
    found = {
        row[0]: _line(row, participants[row[0]], topics[row[0]])
        for row in ask(connection, _OWN, ids, day)
    }
    return in_order(ids, found)


def _line(row: tuple[Any, ...], participants: list[str], topics: list[str]) -> "InteractionRow":
    identity, kind, status, subject, starts_at, ends_at, place = row
    return {
        "id": identity,
        "kind": kind,
        "status": status,
        "subject": subject,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "participants": ", ".join(participants),
        "topics": ", ".join(topics),
    }
