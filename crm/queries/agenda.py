"""What a day asks for: promises late, due and coming, meetings ahead, reviews to hold."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from crm.dates import last_day
from crm.errors import Invalid
from crm.i18n import _
from crm.models import Collaboration, FollowUp, Interaction
from crm.queries.collaborations import collaboration_rows
from crm.queries.fetching import STATEMENTS_KEPT, fetched_ids
from crm.queries.follow_ups import by_due_date, follow_up_rows
from crm.queries.interactions import interaction_rows
from crm.queries.periods import containing, overlaps
from crm.queries.promises import overdue, unsettled
from crm.queries.records import AgendaRecord, FollowUpRecord
from crm.settings import today
from crm.vocabulary import CollaborationStatus, Direction, FollowUpStatus, InteractionStatus

LONGEST = 3_660
MOST_LATER = 50
"""How many promises beyond the days are told, so that the agenda stays short in a large book."""


def agenda(session: Session, *, days: int = 14, most: int | None = None) -> AgendaRecord:
    """Return what needs doing today and within some days, every promise in one list only.

    overdue: whatever is past, both ways. due_today: both ways. coming: ours and joint, due within
    the days. later: the next of them after that. waiting: theirs that are not yet due, at any
    distance, undated last. undated: ours and joint without a date. meetings: planned, within the
    days or under way. reviews: of collaborations, whose day has come. A due date known to the
    month falls on its last day. `most` is how many promises are read for each list, if not all.
    Errors: `Invalid` for days below 0 or above ten years.
    """
    if not 0 <= days <= LONGEST:
        message = _("The agenda looks between 0 and {limit} days ahead.")
        raise Invalid.field("days", message.format(limit=LONGEST), str(days))
    day = today()
    horizon = min(day.toordinal() + days, date.max.toordinal())
    last = date.fromordinal(horizon)
    lists = _lists(day, last, most)
    due = _promises(session, lists.due)
    return AgendaRecord(
        today=day.isoformat(),
        overdue=_promises(session, lists.overdue),
        due_today=[row for row in due if _last_day(row) == day],
        coming=[row for row in due if day < _last_day(row) <= last and not _awaited(row)],
        later=_under_way(due, last) + _promises(session, lists.later),
        waiting=[row for row in _promises(session, lists.waiting) if _last_day(row) != day],
        undated=_promises(session, lists.undated),
        meetings=interaction_rows(session, fetched_ids(session, lists.meetings)),
        reviews=collaboration_rows(session, fetched_ids(session, lists.reviews)),
    )


class _Lists(NamedTuple):
    """For each list, the statement that selects the ids of what stands in it, in order."""

    overdue: Any
    due: Any
    later: Any
    waiting: Any
    undated: Any
    meetings: Any
    reviews: Any


@lru_cache(maxsize=STATEMENTS_KEPT)
def _lists(day: date, last: date, most: int | None) -> _Lists:
    due = col(FollowUp.due_date)
    not_past = or_(due >= day.isoformat(), due.in_(containing(day.isoformat())))
    ours = and_(unsettled(), ~awaited())
    return _Lists(
        overdue=_select(overdue(day.isoformat()), most=most),
        due=_select(unsettled(), not_past, due <= last.isoformat(), most=most),
        later=_select(ours, due > last.isoformat(), most=MOST_LATER),
        waiting=_select(unsettled(), awaited(), or_(due.is_(None), not_past), most=most),
        undated=_select(ours, due.is_(None), most=most),
        meetings=_meetings(day, last),
        reviews=_reviews(day),
    )


def awaited() -> ColumnElement[bool]:
    """Ask for promises that others are to keep."""
    return or_(
        col(FollowUp.direction) == Direction.THEIRS,
        col(FollowUp.status) == FollowUpStatus.WAITING,
    )


def _awaited(row: FollowUpRecord) -> bool:
    return row["direction"] == Direction.THEIRS or row["status"] == FollowUpStatus.WAITING


def _last_day(row: FollowUpRecord) -> date:
    return last_day(row["due_date"] or date.max.isoformat())


def _select(*conditions: ColumnElement[bool], most: int | None) -> Any:
    return select(col(FollowUp.id)).where(*conditions).order_by(*by_due_date()).limit(most)


def _promises(session: Session, statement: Any) -> list[FollowUpRecord]:
    return follow_up_rows(session, fetched_ids(session, statement))


def _under_way(due: list[FollowUpRecord], last: date) -> list[FollowUpRecord]:
    """Return the promises due in a month or year under way that ends after the last day."""
    return [row for row in due if _last_day(row) > last and not _awaited(row)]


def _meetings(day: date, last: date) -> Any:
    starts, ends = col(Interaction.starts_at), col(Interaction.ends_at)
    return (
        select(col(Interaction.id))
        .where(
            col(Interaction.status) == InteractionStatus.PLANNED,
            *overlaps(starts, ends, day.isoformat(), last.isoformat()),
        )
        .order_by(starts, col(Interaction.id))
    )


def _reviews(day: date) -> Any:
    return (
        select(col(Collaboration.id))
        .where(
            col(Collaboration.review_on) <= day.isoformat(),
            col(Collaboration.status) != CollaborationStatus.ENDED,
        )
        .order_by(col(Collaboration.review_on), col(Collaboration.id))
    )
