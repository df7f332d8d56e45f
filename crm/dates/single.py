"""One date, without its time: a day, a period, a holiday, or a limit such as `senast 28 mars`."""

import re
from datetime import date

from crm.dates.days import DAY_RULES
from crm.dates.holidays import read_holiday
from crm.dates.names import WEEKDAY_NUMBERS, WEEKDAYS
from crm.dates.partial import first_day, last_day, refused, shift_days
from crm.dates.patterns import WEEKDAY, first_that_fits, weekday_in
from crm.dates.periods import MONTH_RULES, WEEK_RULES
from crm.dates.reading import Context, Taken, ambiguous, begins, length_of, taken_day
from crm.i18n import _, current_language

_HOLIDAY = r"(?:pa |on )?(?P<name>[a-z' ]+?)(?: (?P<year>[0-9]{4}))?"
_WEEKDAY_AND_DATE = rf"(?:pa |on )?{WEEKDAY} (?P<rest>.+)"
_END = (
    r"(?:i |at |vid )?(?:the )?"
    r"(?:slutet (?:av|pa|i)|end of|utgangen av|sista dagen i|last day of|(?:den )?sista) "
    r"(?:the )?(?P<rest>.+)"
)
_FIRST_DAY = r"(?:the |den )?1th (?:dagen i|day of) (?P<rest>.+)"
_THIS_MONTH = "this month"
_ENDS_OF_MONTH = ("manadens slut", "month end", "vid manadens slut")
_ENDS_OF_YEAR = ("arets slut", "year end", "slutet av aret", "end of the year", "end of year")
_LATEST = (
    r"(?:senast|no later than|not later than|at the latest|latest) (?:by |on )?(?P<first>.+)|"
    r"(?P<second>.+) (?:senast|at the latest)"
)
_BY = r"(?:by|till|until|tills|due by|due on|due|fram till) (?P<rest>.+)"
_BEFORE = r"(?:fore|innan|before) (?P<rest>.+)"
_NEXT_TO = r"(?:the )?(?:(?P<before>dagen fore|day before)|dagen efter|day after) (?P<rest>.+)"


def read_date(text: str, context: Context) -> Taken | None:
    """Return what a phrase for one date means, limits included; None if it is not understood."""
    latest = re.fullmatch(_LATEST, text)
    if latest:
        return _last_of(_read_unlimited(latest["first"] or latest["second"], context))
    by = re.fullmatch(_BY, text)
    if by:
        return _whole_day(_read_unlimited(by["rest"], context))
    return _read_unlimited(text, context)


def read_single(text: str, context: Context) -> Taken | None:
    """Return what a day, period or holiday means; None if it is not understood."""
    return (
        first_that_fits(DAY_RULES, text, context)
        or first_that_fits(MONTH_RULES, text, context)
        or first_that_fits(WEEK_RULES, text, context)
        or _read_holiday(text, context)
        or _read_edge(text, context)
        or _read_weekday_and_date(text, context)
    )


def _read_unlimited(text: str, context: Context) -> Taken | None:
    before = re.fullmatch(_BEFORE, text)
    if before:
        taken = read_single(before["rest"], context)
        return taken and taken_day(shift_days(begins(taken), -1), taken.chosen)
    beside = re.fullmatch(_NEXT_TO, text)
    taken = read_single(text, context)
    if taken or beside is None:
        return taken
    anchor = _whole_day(read_single(beside["rest"], context))
    shift = -1 if beside["before"] else 1
    return anchor and taken_day(shift_days(begins(anchor), shift), anchor.chosen)


def _read_holiday(text: str, context: Context) -> Taken | None:
    match = re.fullmatch(_HOLIDAY, text)
    if match is None:
        return None
    return read_holiday(match["name"], int(match["year"]) if match["year"] else None, context)


def _read_edge(text: str, context: Context) -> Taken | None:
    """Read `slutet av april`, `end of the month`, `last day of Q3`, `first day of May`."""
    if text in _ENDS_OF_YEAR:
        return taken_day(date(context.today.year, 12, 31))
    if text in _ENDS_OF_MONTH:
        return taken_day(last_day(context.today.isoformat()[:7]))
    end, start = re.fullmatch(_END, text), re.fullmatch(_FIRST_DAY, text)
    match = end or start
    if match is None:
        return None
    rest = _THIS_MONTH if match["rest"] in ("month", "manaden") else match["rest"]
    period = first_that_fits(MONTH_RULES, rest, context)
    if period is None:
        return None
    day = last_day(period.end or period.start) if end else first_day(period.start)
    return taken_day(day, period.chosen)


def _read_weekday_and_date(text: str, context: Context) -> Taken | None:
    """Read `fredag 2 juli`; raises Invalid where that day is another weekday."""
    match = re.fullmatch(_WEEKDAY_AND_DATE, text)
    taken = first_that_fits(DAY_RULES, match["rest"], context) if match else None
    if match is None or taken is None:
        return taken
    actual = begins(taken).weekday()
    if actual != weekday_in(match):
        names = WEEKDAYS[current_language()]
        message = _("{date} is a {actual}, not a {named}.")
        named = names[WEEKDAY_NUMBERS[match["weekday"]]]
        raise refused(message.format(date=taken.start, actual=names[actual], named=named), text)
    return taken


def _last_of(taken: Taken | None) -> Taken | None:
    if taken is None or taken.end is None:
        return taken
    if taken.kind == "holiday":
        raise ambiguous(first_day(taken.start), last_day(taken.end))
    return taken_day(last_day(taken.end), taken.chosen)


def _whole_day(taken: Taken | None) -> Taken | None:
    """Return a day; raises Invalid for a period, of which nobody knows which day is meant."""
    if taken is None or (taken.end is None and length_of(taken.start) == "day"):
        return taken
    message = _("Write which day: {first} to {last} is a whole period.")
    last = last_day(taken.end or taken.start).isoformat()
    raise refused(message.format(first=first_day(taken.start).isoformat(), last=last))
