"""Asking for what happened within a period, where every date may be known only in part.

A date known only to the month lies within a period when any of its days does. The conditions
compare the stored text with fixed texts, so that an index on the column can serve them.
"""

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped

from crm.dates import containing, first_after, first_day, parse_partial

TextColumn = ColumnElement[str] | ColumnElement[str | None] | Mapped[str] | Mapped[str | None]


def begins_by(starts: TextColumn, end: str) -> list[ColumnElement[bool]]:
    """Ask that something begins no later than the last day of a period."""
    limit = first_after(end)
    return [] if limit is None else [starts < limit]


def lasts_until(starts: TextColumn, ends: TextColumn | None, start: str) -> ColumnElement[bool]:
    """Ask that something still goes on, or begins, on or after the first day of a period."""
    first = first_day(start).isoformat()
    wider = containing(first)
    conditions = [starts >= first, starts.in_(wider)]
    if ends is not None:
        conditions += [ends >= first, ends.in_(wider)]
    return or_(*conditions)


def overlaps(
    starts: TextColumn, ends: TextColumn | None, start: str | None, end: str | None
) -> list[ColumnElement[bool]]:
    """Ask that something overlaps a period of which either bound may be open.

    Errors: `Invalid` for a bound that is no date.
    """
    conditions: list[ColumnElement[bool]] = []
    if end is not None:
        conditions += begins_by(starts, parse_partial(end))
    if start is not None:
        conditions.append(lasts_until(starts, ends, parse_partial(start)))
    return conditions
