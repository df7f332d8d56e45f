"""Promises as lines, and in SQL which of them are neither kept nor called off, and which are late.

The SQL compares with what `day_terms` gives.
"""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.dates.partial import containing
from crm.driver import Connection
from crm.queries.lines.asking import AMONG, Ids, ask
from crm.queries.lines.shapes import in_order, link
from crm.settings import today
from crm.vocabulary import Direction, FollowUpStatus, Priority

if TYPE_CHECKING:
    from crm.queries.records import FollowUpRecord

UNSETTLED = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)
IS_UNSETTLED = f"follow_up.status IN ('{FollowUpStatus.OPEN}', '{FollowUpStatus.WAITING}')"
IS_AWAITED = (
    f"(follow_up.direction = '{Direction.THEIRS}' OR follow_up.status = '{FollowUpStatus.WAITING}')"
)
"""Others are to keep it."""
IS_NOT_PAST = "(follow_up.due_date >= :day OR follow_up.due_date IN (:year, :month))"
"""The last day of a month or year under way is still to come."""
IS_OVERDUE = (
    f"{IS_UNSETTLED} AND follow_up.due_date < :day AND follow_up.due_date NOT IN (:year, :month)"
)
BY_DUE_DATE = (
    "follow_up.due_date IS NULL, follow_up.due_date, CASE follow_up.priority"
    f" WHEN '{Priority.HIGH}' THEN 0 WHEN '{Priority.NORMAL}' THEN 1 WHEN '{Priority.LOW}' THEN 2"
    " END, follow_up.id"
)

_WHOLE = f"""
    SELECT follow_up.id, follow_up.uid, follow_up.title, follow_up.direction, follow_up.owner,
    follow_up.due_date, follow_up.status, follow_up.done_on, follow_up.priority,
    follow_up.organisation_id, organisation.name, follow_up.person_id, person.name,
    follow_up.interaction_id, interaction.subject,
    follow_up.collaboration_id, collaboration.title,
    follow_up.quote, follow_up.repeats, follow_up.custom,
    follow_up.created_at, follow_up.updated_at, follow_up.version
    FROM follow_up
    LEFT JOIN organisation ON follow_up.organisation_id = organisation.id
    LEFT JOIN person ON follow_up.person_id = person.id
    LEFT JOIN interaction ON follow_up.interaction_id = interaction.id
    LEFT JOIN collaboration ON follow_up.collaboration_id = collaboration.id
    WHERE follow_up.id {AMONG}
"""  # noqa: S608 - our own names


def day_terms(day: date) -> dict[str, str]:
    """Return a day with its year and its month, as the conditions of this module name them."""
    text = day.isoformat()
    year, month = containing(text)
    return {"day": text, "year": year, "month": month}


def promise_lines(connection: Connection, ids: Ids) -> "list[FollowUpRecord]":
    """Return promises in the order of `ids`; those that are gone are left out."""
    day = today()
    rows = ask(connection, _WHOLE, ids, day)
    return in_order(ids, {row[0]: _line(row, day.isoformat()) for row in rows})


def _line(row: tuple[Any, ...], day: str) -> "FollowUpRecord":
    (
        identity, uid, title, direction, owner, due_date, status, done_on, priority,
        organisation_id, organisation, person_id, person, interaction_id, subject,
        collaboration_id, collaboration, quote, repeats, custom, created_at, updated_at, version,
    ) = row  # fmt: skip
    return {
        "id": identity,
        "uid": uid,
        "title": title,
        "direction": direction,
        "owner": owner,
        "due_date": due_date,
        "status": status,
        "done_on": done_on,
        "priority": priority,
        "organisation": link(organisation_id, organisation),
        "person": link(person_id, person),
        "interaction": link(interaction_id, subject),
        "collaboration": link(collaboration_id, collaboration),
        "quote": quote,
        "repeats": repeats,
        "overdue": status in UNSETTLED and due_date is not None and due_date < day[: len(due_date)],
        "custom": json.loads(custom),
        "created_at": created_at,
        "updated_at": updated_at,
        "version": version,
    }
