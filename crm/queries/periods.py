"""Asking for what happened within a period, where every date may be known only in part.

A date known only to the month lies within a period when any of its days does. The conditions
compare the stored text with fixed texts, so that an index on the column can serve them.
"""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped

from crm.dates import first_day, last_day, parse_partial

TextColumn = ColumnElement[str] | ColumnElement[str | None] | Mapped[str] | Mapped[str | None]


def containing(partial: str) -> list[str]:
    """Return the year and month that a date lies in: `2019-04-11` gives 2019 and 2019-04."""
    return [partial[:length] for length in (4, 7) if length < len(partial)]


def first_after(partial: str) -> str | None:
    """Return the least text that sorts after all dates in a period, or None at the end of time.

    The day after 2018-12-31 is 2019-01-01, and the least text that starts on it is `2019`.
    """
    last = last_day(partial)
    if last == date.max:
        return None
    following = (last + timedelta(days=1)).isoformat()
    return following.removesuffix("-01").removesuffix("-01")


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
