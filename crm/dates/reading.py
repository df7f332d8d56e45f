"""What a phrase is read against, what it was taken for, and how an open year is chosen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from crm.dates.partial import (
    FIRST_YEAR,
    LAST_YEAR,
    first_day,
    make_partial,
    refused,
    shift_days,
)
from crm.errors import Invalid
from crm.i18n import _

Prefer = Literal["future", "past", "none"]
Kind = Literal["date", "week", "quarter", "holiday", "range"]


@dataclass(frozen=True, slots=True)
class Context:
    """The day a phrase is typed, and which way it looks where it leaves the year open.

    `not_before` and `not_after` hold the other end of a range, which then decides.
    """

    today: date
    prefer: Prefer
    not_before: date | None = None
    not_after: date | None = None

    def starting(self, day: date) -> "Context":
        """Return this context for the end of a range that starts on the day."""
        return replace(self, not_before=day, not_after=None)

    def ending(self, day: date) -> "Context":
        """Return this context for the start of a range that ends on the day."""
        return replace(self, not_before=None, not_after=day)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a phrase was taken for; `chosen` when it left open which year or week it meant."""

    start: str
    end: str | None = None
    kind: Kind = "date"
    chosen: bool = False


def taken_day(day: date, chosen: bool = False) -> Taken:
    """Return a single day as what a phrase was taken for; raises Invalid off the calendar."""
    return Taken(day_text(day), chosen=chosen)


def taken_week(monday: date, chosen: bool = False) -> Taken:
    """Return the seven days from a Monday; raises Invalid off the calendar."""
    return Taken(day_text(monday), day_text(shift_days(monday, 6)), "week", chosen)


def day_text(day: date) -> str:
    """Return the ISO text of a day; raises Invalid for years that are not kept."""
    return make_partial(day.year, day.month, day.day)


def choose_year(context: Context, span_in: Callable[[int], tuple[date, date]]) -> int:
    """Return the year meant by a phrase without one; `span_in(year)` is its first and last day.

    The future is the next time that is not over, the past the latest that has begun, and with
    no preference the nearest counts. Raises Invalid at the ends of the calendar.
    """
    middle = (context.not_before or context.not_after or context.today).year
    years = [y for y in range(middle - 1, middle + 2) if FIRST_YEAR <= y <= LAST_YEAR]
    spans = {year: span_in(year) for year in years}
    if context.not_before:
        fits = [year for year in years if spans[year][0] >= context.not_before]
    elif context.not_after:
        fits = [year for year in years if spans[year][0] <= context.not_after][::-1]
    elif context.prefer == "future":
        fits = [year for year in years if spans[year][1] >= context.today]
    elif context.prefer == "past":
        fits = [year for year in years if spans[year][0] <= context.today][::-1]
    else:
        fits = sorted(years, key=lambda year: _distance(spans[year], context.today))
    if not fits:
        raise refused(_("That date is too far away."))
    return fits[0]


def ambiguous(first: date, second: date) -> Invalid:
    """Build the error for a phrase that people take for either of two days."""
    message = _("That may be {first} or {second}: write the date.")
    return refused(message.format(first=day_text(first), second=day_text(second)))


def length_of(partial: str) -> Literal["year", "month", "day"]:
    """Tell how exact a partial date is."""
    return "day" if len(partial) == 10 else "month" if len(partial) == 7 else "year"


def begins(taken: Taken) -> date:
    """Return the first day of what a phrase was taken for."""
    return first_day(taken.start)


def _distance(span: tuple[date, date], today: date) -> tuple[int, bool]:
    first, last = span
    days = max((first - today).days, (today - last).days, 0)
    return days, first.year != today.year
