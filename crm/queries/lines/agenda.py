"""What a day asks for: promises late, due and coming, meetings ahead, reviews to hold."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from crm.dates.partial import first_after, last_day
from crm.driver import Connection
from crm.errors import Invalid
from crm.i18n import _
from crm.queries.lines.collaborations import collaboration_lines
from crm.queries.lines.interactions import interaction_lines
from crm.queries.lines.promises import (
    BY_DUE_DATE,
    IS_AWAITED,
    IS_NOT_PAST,
    IS_OVERDUE,
    IS_UNSETTLED,
    day_terms,
    promise_lines,
)
from crm.settings import today
from crm.vocabulary import CollaborationStatus, Direction, FollowUpStatus, InteractionStatus

if TYPE_CHECKING:
    from crm.queries.records import AgendaRecord, FollowUpRecord

LONGEST = 3_660
MOST_LATER = 50
"""How many promises beyond the days are told, so that the agenda stays short in a large book."""
ALL = -1
"""No limit, as SQLite writes it."""
AFTER_ALL_DATES = "~"

_OURS = f"{IS_UNSETTLED} AND NOT {IS_AWAITED}"
_DUE = f"{IS_UNSETTLED} AND {IS_NOT_PAST} AND follow_up.due_date <= :last"
_LATER = f"{_OURS} AND follow_up.due_date > :last"
_WAITING = f"{IS_UNSETTLED} AND {IS_AWAITED} AND (follow_up.due_date IS NULL OR {IS_NOT_PAST})"
_UNDATED = f"{_OURS} AND follow_up.due_date IS NULL"
# What began before the day may last into it.
_MEETINGS = f"""
    SELECT id FROM interaction WHERE status = '{InteractionStatus.PLANNED}' AND starts_at < :after
    AND (starts_at >= :day OR starts_at IN (:year, :month)
    OR ends_at >= :day OR ends_at IN (:year, :month)) ORDER BY starts_at, id
"""  # noqa: S608 - our own names
_REVIEWS = f"""
    SELECT id FROM collaboration
    WHERE review_on <= :day AND status <> '{CollaborationStatus.ENDED}' ORDER BY review_on, id
"""  # noqa: S608 - our own names


def agenda(connection: Connection, *, days: int = 14, most: int | None = None) -> "AgendaRecord":
    """Return what needs doing within some days, each list as `crm.queries.agenda` tells of it.

    Errors: `Invalid` for days below 0 or above ten years.
    """
    if not 0 <= days <= LONGEST:
        message = _("The agenda looks between 0 and {limit} days ahead.")
        raise Invalid.field("days", message.format(limit=LONGEST), str(days))
    day = today()
    last = date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
    given = day_terms(day) | {
        "last": last.isoformat(),
        "after": first_after(last.isoformat()) or AFTER_ALL_DATES,
    }
    limit = ALL if most is None else most
    due = _promises(connection, _DUE, given, limit)
    waiting = _promises(connection, _WAITING, given, limit)
    return {
        "today": day.isoformat(),
        "overdue": _promises(connection, IS_OVERDUE, given, limit),
        "due_today": [line for line in due if _last_day(line) == day],
        "coming": [line for line in due if day < _last_day(line) <= last and not _awaited(line)],
        "later": [
            *_under_way(due, last),
            *_promises(connection, _LATER, given, MOST_LATER),
        ],
        "waiting": [line for line in waiting if _last_day(line) != day],
        "undated": _promises(connection, _UNDATED, given, limit),
        "meetings": interaction_lines(connection, _ids(connection, _MEETINGS, given)),
        "reviews": collaboration_lines(connection, _ids(connection, _REVIEWS, given)),
    }


def _promises(
    connection: Connection, condition: str, given: Mapping[str, str], limit: int
) -> "list[FollowUpRecord]":
    statement = (
        f"SELECT id FROM follow_up WHERE {condition}"  # noqa: S608 - our own names
        f" ORDER BY {BY_DUE_DATE} LIMIT {limit:d}"
    )
    return promise_lines(connection, _ids(connection, statement, given))


def _ids(connection: Connection, statement: str, given: Mapping[str, str]) -> list[int]:
    return [row[0] for row in connection.execute(statement, given)]


def _awaited(line: "FollowUpRecord") -> bool:
    return line["direction"] == Direction.THEIRS or line["status"] == FollowUpStatus.WAITING


def _last_day(line: "FollowUpRecord") -> date:
    return last_day(line["due_date"] or date.max.isoformat())


def _under_way(due: "list[FollowUpRecord]", last: date) -> "list[FollowUpRecord]":
    """Return the promises due in a month or year under way that ends after the last day."""
    return [line for line in due if _last_day(line) > last and not _awaited(line)]
