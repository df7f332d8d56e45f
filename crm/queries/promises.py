"""Which promises are neither kept nor called off, and which of them are late."""

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from crm.dates import containing
from crm.models import FollowUp
from crm.queries.lines.promises import UNSETTLED


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
