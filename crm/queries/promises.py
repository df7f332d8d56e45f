"""Which promises are neither kept nor called off, and which of them are late."""

from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from crm.models import FollowUp
from crm.queries.periods import containing
from crm.vocabulary import FollowUpStatus

UNSETTLED = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)


def unsettled() -> ColumnElement[bool]:
    """Ask for promises that are neither kept nor called off."""
    return col(FollowUp.status).in_(UNSETTLED)


def overdue(day: str) -> ColumnElement[bool]:
    """Ask for unsettled promises whose due date, to its last day, lies before a day.

    Of the texts that sort before a day, only its own year and month are not past; said this way
    the index on status and due date serves.
    """
    due = col(FollowUp.due_date)
    return and_(unsettled(), due < day, due.not_in(containing(day)))


def is_overdue(follow_up: Any, day: str) -> bool:
    """Say of one promise, or a row with its columns, what `overdue` asks for."""
    due = follow_up.due_date
    return follow_up.status in UNSETTLED and due is not None and due < day[: len(due)]
