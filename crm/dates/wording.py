"""Dates written for people, in Swedish and English.

The words stand here, not in the catalogue: the language may be another than the one in use, as
in a report, and grammar and wording belong together for all of them.
"""

from datetime import date

from crm.dates.moments import split_moment
from crm.dates.names import MONTHS, WEEKDAYS
from crm.dates.partial import first_day, last_day
from crm.i18n import DEFAULT_LANGUAGE, LANGUAGES, current_language
from crm.settings import today as current_day

_LONGEST_IN_DAYS = 20
_LONGEST_IN_WEEKS = 62
_LONGEST_IN_MONTHS = 730

# What the period just before, this one and the next are called, by the precision of the date.
_NEAR = {
    "sv": {
        "day": ("igår", "idag", "imorgon"),
        "month": ("förra månaden", "denna månad", "nästa månad"),
        "year": ("förra året", "i år", "nästa år"),
    },
    "en": {
        "day": ("yesterday", "today", "tomorrow"),
        "month": ("last month", "this month", "next month"),
        "year": ("last year", "this year", "next year"),
    },
}
_AHEAD = {"sv": "om {count} {unit}", "en": "in {count} {unit}"}
_PASSED = {"sv": "för {count} {unit} sedan", "en": "{count} {unit} ago"}
_UNITS = {
    "sv": {
        "day": ("dag", "dagar"),
        "week": ("vecka", "veckor"),
        "month": ("månad", "månader"),
        "year": ("år", "år"),
    },
    "en": {
        "day": ("day", "days"),
        "week": ("week", "weeks"),
        "month": ("month", "months"),
        "year": ("year", "years"),
    },
}


def format_date(partial: str, language: str | None = None) -> str:
    """Write a partial date: `11 april 2019`, `11 April 2019`, `april 2019` or `2019`."""
    year, month, day = (*split_moment(partial)[0].split("-"), "", "")[:3]
    if not month:
        return year
    written = f"{MONTHS[_known(language)][int(month) - 1]} {year}"
    return f"{int(day)} {written}" if day else written


def short_month(partial: str, language: str | None = None) -> str:
    """Write the month of a date in three letters: `apr`, `Apr`."""
    return MONTHS[_known(language)][first_day(partial).month - 1][:3]


def format_moment(moment: str, language: str | None = None) -> str:
    """Write a moment: `11 april 2019 09:30`, or only the date where it has no time."""
    partial, time = split_moment(moment)
    written = format_date(partial, language)
    return f"{written} {time}" if time else written


def format_day(day: date, language: str | None = None) -> str:
    """Write a day with its weekday: `torsdag 11 april 2019`, `Thursday 11 April 2019`."""
    return f"{WEEKDAYS[_known(language)][day.weekday()]} {format_date(day.isoformat(), language)}"


def weekday_and_iso(moment: str, language: str | None = None) -> str:
    """Write a moment so that a slip shows: `tor 2019-04-11`, `Thu 2019-04-11 09:30`."""
    partial, time = split_moment(moment)
    if len(partial) < len("2019-04-11"):
        return partial
    weekday = WEEKDAYS[_known(language)][first_day(partial).weekday()][:3]
    return f"{weekday} {partial} {time}" if time else f"{weekday} {partial}"


def days_between(partial: str, today: date) -> int:
    """Return the days from today to a partial date: 0 while it lasts, below 0 once it is past."""
    if today < first_day(partial):
        return (first_day(partial) - today).days
    return min((last_day(partial) - today).days, 0)


def relative(partial: str, today: date | None = None, language: str | None = None) -> str:
    """Write how far away a date is: `idag`, `om 3 dagar`, `2 weeks ago`, `nästa månad`.

    A day is counted in whole days up to 20, in whole weeks up to 62 days, in whole months up to
    two years, then in years; a month in months and a year in years.
    """
    known = _known(language)
    unit, distance = _distance(split_moment(partial)[0], today or current_day())
    if abs(distance) <= 1:
        return _NEAR[known][unit][distance + 1]
    unit, count = _largest_unit(abs(distance)) if unit == "day" else (unit, abs(distance))
    pattern = _AHEAD[known] if distance > 0 else _PASSED[known]
    return pattern.format(count=count, unit=_UNITS[known][unit][count != 1])


def _distance(partial: str, today: date) -> tuple[str, int]:
    """Return the unit a partial date is known to, and how many of them it is away from today."""
    start = first_day(partial)
    years = start.year - today.year
    if len(partial) == len("2019"):
        return "year", years
    if len(partial) == len("2019-04"):
        return "month", years * 12 + start.month - today.month
    return "day", (start - today).days


def _largest_unit(days: int) -> tuple[str, int]:
    if days <= _LONGEST_IN_DAYS:
        return "day", days
    if days <= _LONGEST_IN_WEEKS:
        return "week", days // 7
    if days <= _LONGEST_IN_MONTHS:
        return "month", days * 12 // 365
    return "year", days * 100 // 36525


def _known(language: str | None) -> str:
    chosen = language or current_language()
    return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE
