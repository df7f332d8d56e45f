"""What a day asks for: promises late, due and coming, meetings ahead, reviews to hold."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from crm.dates import last_day
from crm.errors import Invalid
from crm.i18n import _
from crm.models import Collaboration, FollowUp, Interaction
from crm.queries.collaborations import collaboration_rows
from crm.queries.follow_ups import by_due_date, follow_up_rows
from crm.queries.interactions import interaction_rows
from crm.queries.orders import each_id
from crm.queries.periods import containing, overlaps
from crm.queries.promises import overdue, unsettled
from crm.queries.records import AgendaRecord, CollaborationRow, FollowUpRecord, InteractionRow
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
    due = _dated(session, day, last, most)
    return AgendaRecord(
        today=day.isoformat(),
        overdue=_follow_ups(session, overdue(day.isoformat()), most=most),
        due_today=[row for row in due if _last_day(row) == day],
        coming=[row for row in due if day < _last_day(row) <= last and not _awaited(row)],
        later=_later(session, due, last),
        waiting=_waiting(session, day, most),
        undated=_follow_ups(
            session, unsettled(), col(FollowUp.due_date).is_(None), ~awaited(), most=most
        ),
        meetings=_meetings(session, day, last),
        reviews=_reviews(session, day),
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


def _follow_ups(
    session: Session, *conditions: ColumnElement[bool], most: int | None = None
) -> list[FollowUpRecord]:
    statement = select(col(FollowUp.id)).where(*conditions).order_by(*by_due_date()).limit(most)
    ids = list(each_id(session, statement))
    return follow_up_rows(session, ids)


def _not_past(day: date) -> ColumnElement[bool]:
    """Ask for promises due on a day or later, or within its month or year."""
    due = col(FollowUp.due_date)
    return or_(due >= day.isoformat(), due.in_(containing(day.isoformat())))


def _dated(session: Session, day: date, last: date, most: int | None) -> list[FollowUpRecord]:
    by_then = col(FollowUp.due_date) <= last.isoformat()
    return _follow_ups(session, unsettled(), _not_past(day), by_then, most=most)


def _later(session: Session, due: list[FollowUpRecord], last: date) -> list[FollowUpRecord]:
    """Return the nearest promises after the last day, those due in a month under way first."""
    under_way = [row for row in due if _last_day(row) > last and not _awaited(row)]
    statement = (
        select(col(FollowUp.id))
        .where(unsettled(), ~awaited(), col(FollowUp.due_date) > last.isoformat())
        .order_by(*by_due_date())
        .limit(MOST_LATER)
    )
    ids = list(each_id(session, statement))
    return under_way + follow_up_rows(session, ids)


def _waiting(session: Session, day: date, most: int | None) -> list[FollowUpRecord]:
    ahead = or_(col(FollowUp.due_date).is_(None), _not_past(day))
    found = _follow_ups(session, unsettled(), awaited(), ahead, most=most)
    return [row for row in found if _last_day(row) != day]


def _meetings(session: Session, day: date, last: date) -> list[InteractionRow]:
    statement = (
        select(col(Interaction.id))
        .where(
            col(Interaction.status) == InteractionStatus.PLANNED,
            *overlaps(
                col(Interaction.starts_at),
                col(Interaction.ends_at),
                day.isoformat(),
                last.isoformat(),
            ),
        )
        .order_by(col(Interaction.starts_at), col(Interaction.id))
    )
    ids = list(each_id(session, statement))
    return interaction_rows(session, ids)


def _reviews(session: Session, day: date) -> list[CollaborationRow]:
    statement = (
        select(col(Collaboration.id))
        .where(
            col(Collaboration.review_on) <= day.isoformat(),
            col(Collaboration.status) != CollaborationStatus.ENDED,
        )
        .order_by(col(Collaboration.review_on), col(Collaboration.id))
    )
    ids = list(each_id(session, statement))
    return collaboration_rows(session, ids)
