"""Dates known to the year, the month or the day: `2019`, `2019-04`, `2019-04-11`.

They are stored as said. Text order is date order: a period sorts by its first day, and of those
that begin on the same day the wider comes first.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from crm.errors import Invalid
from crm.i18n import _, quoted

FIRST_YEAR = 1000
LAST_YEAR = 9999
MAXIMUM_LENGTH = 100
DAYS_KEPT = 4096
"""Of how many texts their days are kept: some ten years of them."""
BLANKS = " \t\r\n\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"
_SHOWN_LENGTH = 40
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_CLOCK = re.compile(r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def parse_partial(text: str) -> str:
    """Return an ISO date, month or year in its normal form: `2019-04-11`, `2019-04`, `2019`.

    Also takes ISO 8601's basic form, `20190411`. Raises Invalid for all else.
    """
    stripped = checked_text(text)
    match = _PARTIAL.fullmatch(stripped) or _COMPACT.fullmatch(stripped)
    if match is None:
        message = _("Write the date as 2019-04-11, 2019-04 or 2019, not {text}.")
        raise refused(message.format(text=shown(stripped)), stripped)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # both patterns demand it
    return make_partial(year, month, day)


def make_partial(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the partial date with these parts; raises Invalid where no such date exists."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("The year must be between {first} and {last}, not {year}.")
        text = message.format(first=FIRST_YEAR, last=LAST_YEAR, year=year)
        raise refused(text, str(year))
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        raise refused(_("There is no month {month}.").format(month=month), str(month))
    if day is None:
        return f"{year:04d}-{month:02d}"
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        message = _("There is no day {day} in {month}: it has {days} days.")
        text = message.format(day=day, month=f"{year:04d}-{month:02d}", days=days)
        raise refused(text, str(day))
    return f"{year:04d}-{month:02d}-{day:02d}"


@lru_cache(maxsize=DAYS_KEPT)
def first_day(partial: str) -> date:
    """Return the first day of a partial date, or of a moment's date; raises Invalid."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=DAYS_KEPT)
def last_day(partial: str) -> date:
    """Return the last day of a partial date, or of a moment's date; raises Invalid."""
    year, month, day = _parts(partial)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


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


def is_past(partial: str, today: date) -> bool:
    """Tell whether the whole of a partial date lies before today: a month does when it ended."""
    return last_day(partial) < today


def in_force(start: str | None, end: str | None, day: date) -> bool:
    """Tell whether something that lasts from `start` through `end` holds on the day.

    Both bounds are partial dates and belong to it, in full where only a year or month is known;
    None is no bound. Raises Invalid for a bound that is no partial date.
    """
    begun = start is None or first_day(start) <= day
    over = end is not None and last_day(end) < day
    return begun and not over


def shift_days(day: date, days: int) -> date:
    """Return the day that many days later, or earlier; raises Invalid off the calendar."""
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        raise refused(_("That date is too far away.")) from None
    if moved.year < FIRST_YEAR:
        raise refused(_("That date is too far away."))
    return moved


def shift_months(day: date, months: int) -> date:
    """Return the day that many months later, at most the last of its month; raises Invalid."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused(_("That date is too far away."))
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def refused(message: str, value: str = "") -> Invalid:
    """Build the error for a text that is no date."""
    return Invalid.field("date", message, value)


def checked_text(text: object) -> str:
    """Return the text without surrounding blanks; raises Invalid if empty, too long or no text."""
    if not isinstance(text, str):
        raise refused(_("Write the date as text, such as 2019-04-11."))
    if len(text) > MAXIMUM_LENGTH:
        message = _("A date is at most {count} characters long.")
        raise refused(message.format(count=MAXIMUM_LENGTH), text[:MAXIMUM_LENGTH])
    stripped = text.strip(BLANKS)
    if not stripped:
        raise refused(_("Write a date, such as 2019-04-11."))
    return stripped


def shown(text: str) -> str:
    """Return the text in quotation marks, short and with nothing in it that a terminal obeys."""
    visible = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    if len(visible) > _SHOWN_LENGTH:
        visible = visible[: _SHOWN_LENGTH - 1] + "…"
    return quoted(visible)


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    timeless = partial[:-6] if _CLOCK.fullmatch(partial, max(len(partial) - 6, 0)) else partial
    normal = parse_partial(timeless)
    year, month, day = (*normal.split("-"), "", "")[:3]
    return int(year), int(month) if month else None, int(day) if day else None
