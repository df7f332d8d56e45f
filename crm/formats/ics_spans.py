"""Dates as the book has them, and as a calendar does: two ways of saying when.

The book says a partial date or a time by the clock here, and the last day of what lasts for days. A
calendar says a day or an instant, and the day after the last one (RFC 5545 3.6.1).
"""

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from crm.dates import first_day, last_day, parse_moment

# A day, or a time: one without a zone is by the clock here.
Moment: TypeAlias = date | datetime
ONE_DAY = timedelta(days=1)


def local(moment: Moment) -> str:
    """Return a day as `YYYY-MM-DD`, a time as `YYYY-MM-DDTHH:MM` by the clock here.

    A time without a zone is by the clock here already (RFC 5545 3.3.5, form 1).
    """
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return by_the_clock_here(moment).isoformat(timespec="minutes")


def by_the_clock_here(moment: datetime) -> datetime:
    """Return a time as clocks here show it; beyond the years they know, as it is written."""
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone().replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return moment.replace(tzinfo=None)


def dates_of(start: Moment, length: timedelta | None) -> tuple[str, str]:
    """Return when something begins and ends, as the book has it; no end is an empty text."""
    if not length:
        return local(start), ""
    try:
        if isinstance(start, datetime):
            return local(start), local(start + length)
        last = start + timedelta(days=max(length.days - 1, 0))
    except OverflowError:
        return local(start), ""
    return local(start), local(last) if last > start else ""


def span_of(starts_at: str, ends_at: str) -> tuple[Moment, Moment | None]:
    """Return when something begins and ends, as a calendar has it.

    What has a time is in UTC. A partial date covers its days. Raises Invalid for what is neither.
    """
    starts_at = parse_moment(starts_at)
    ends_at = parse_moment(ends_at) if ends_at else ""
    if "T" not in starts_at:
        return first_day(starts_at), _day_after(ends_at or starts_at)
    start = _instant(starts_at)
    if not ends_at:
        return start, None
    after = _day_after(ends_at)
    if "T" in ends_at:
        end = _instant(ends_at)
    elif after is None:
        return start, None
    else:
        end = _instant(f"{after.isoformat()}T00:00")
    if start.tzinfo is None or end.tzinfo is None:
        start, end = by_the_clock_here(start), by_the_clock_here(end)
    return start, end if end > start else None


def _day_after(text: str) -> date | None:
    try:
        return last_day(text) + ONE_DAY
    except OverflowError:
        return None


def _instant(text: str) -> datetime:
    """Return a time by the clock here in UTC, or as it stands where clocks here leave it out."""
    written = datetime.fromisoformat(text)
    try:
        found = written.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return written
    return found if by_the_clock_here(found) == written else written
