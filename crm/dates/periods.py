"""The rules for weeks, months, quarters and years: `v. 36`, `april 2019`, `Q3`, `nästa månad`."""

from calendar import monthrange
from datetime import date

from crm.dates.partial import make_partial, refused, shift_days, shift_months
from crm.dates.patterns import (
    MONTH,
    WEEKDAY,
    YEAR,
    Match,
    Rule,
    month_in,
    one_of,
    weekday_in,
    year_in,
)
from crm.dates.reading import Context, Taken, choose_year, taken_day, taken_week
from crm.i18n import _

_WEEK_WORDS = {
    **dict.fromkeys(("forra veckan", "last week"), -1),
    **dict.fromkeys(("denna vecka", "den har veckan", "this week"), 0),
    **dict.fromkeys(("nasta vecka", "next week"), 1),
    **dict.fromkeys(("veckan efter nasta", "week after next"), 2),
}
_MONTH_WORDS = {
    **dict.fromkeys(("forra manaden", "last month"), -1),
    **dict.fromkeys(("denna manad", "den har manaden", "this month"), 0),
    **dict.fromkeys(("nasta manad", "next month"), 1),
}
_QUARTER_WORDS = {
    **dict.fromkeys(("forra kvartalet", "last quarter"), -1),
    **dict.fromkeys(("detta kvartal", "det har kvartalet", "this quarter"), 0),
    **dict.fromkeys(("nasta kvartal", "next quarter"), 1),
}


def read_year(match: Match, _context: Context) -> Taken:
    """Read `2019`."""
    return Taken(make_partial(int(match["year"])))


def read_numeric_month(match: Match, _context: Context) -> Taken:
    """Read `2019-04` and `4/2019`."""
    return Taken(make_partial(int(match["year"]), int(match["month"])))


def read_month(match: Match, context: Context) -> Taken:
    """Read `april`, `i april`, `april 2019`."""
    month, year = month_in(match), year_in(match)
    if year is not None:
        return Taken(make_partial(year, month))
    chosen = choose_year(context, lambda one: _months(one, month, 1))
    return Taken(make_partial(chosen, month), chosen=True)


def read_month_word(match: Match, context: Context) -> Taken:
    """Read `nästa månad`, `last month`."""
    first = shift_months(context.today.replace(day=1), _MONTH_WORDS[match["word"]])
    return Taken(make_partial(first.year, first.month))


def read_quarter(match: Match, context: Context) -> Taken:
    """Read `Q3`, `Q3 2019`, `tredje kvartalet 2019`."""
    month, year = int(match["quarter"]) * 3 - 2, year_in(match)
    if year is not None:
        return _quarter(year, month)
    return _quarter(choose_year(context, lambda one: _months(one, month, 3)), month, chosen=True)


def read_quarter_word(match: Match, context: Context) -> Taken:
    """Read `nästa kvartal`, `this quarter`."""
    month = (context.today.month - 1) // 3 * 3 + 1
    this = context.today.replace(month=month, day=1)
    first = shift_months(this, 3 * _QUARTER_WORDS[match["word"]])
    return _quarter(first.year, first.month)


def read_week(match: Match, context: Context) -> Taken:
    """Read `v. 36`, `vecka 36 2019`, `2019-W36`: an ISO 8601 week, Monday to Sunday."""
    number, year = int(match["week"]), year_in(match)
    if year is not None:
        return taken_week(_monday(year, number))
    chosen = choose_year(context, lambda one: _week_span(one, number))
    return taken_week(_monday(chosen, number), chosen=True)


def read_day_of_week(match: Match, context: Context) -> Taken:
    """Read `tisdag v. 36`, `Tuesday week 36 2019`."""
    number, year, weekday = int(match["week"]), year_in(match), weekday_in(match)
    if year is not None:
        return taken_day(shift_days(_monday(year, number), weekday))

    def span_in(one: int) -> tuple[date, date]:
        day = shift_days(_week_span(one, number)[0], weekday)
        return day, day

    monday = _monday(choose_year(context, span_in), number)
    return taken_day(shift_days(monday, weekday), chosen=True)


def read_iso_week_date(match: Match, _context: Context) -> Taken:
    """Read `2019-W36-2`."""
    monday = _monday(int(match["year"]), int(match["week"]))
    return taken_day(shift_days(monday, int(match["number"]) - 1))


def read_week_word(match: Match, context: Context) -> Taken:
    """Read `förra veckan`, `next week`."""
    return taken_week(_monday_of(match, context))


def read_day_of_week_word(match: Match, context: Context) -> Taken:
    """Read `fredag nästa vecka`, `Friday of next week`."""
    return taken_day(shift_days(_monday_of(match, context), weekday_in(match)))


def _monday_of(match: Match, context: Context) -> date:
    return shift_days(context.today, 7 * _WEEK_WORDS[match["word"]] - context.today.weekday())


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def _quarter(year: int, month: int, chosen: bool = False) -> Taken:
    return Taken(make_partial(year, month), make_partial(year, month + 2), "quarter", chosen)


def _weeks_in(year: int) -> int:
    # The 28th of December always lies in the last ISO week of its year.
    return date(year, 12, 28).isocalendar().week


def _monday(year: int, number: int) -> date:
    make_partial(year)
    if not 1 <= number <= _weeks_in(year):
        message = _("There is no week {number} in {year}.").format(number=number, year=year)
        raise refused(message, str(number))
    return date.fromisocalendar(year, number, 1)


def _week_span(year: int, number: int) -> tuple[date, date]:
    # The year is chosen as if the week existed: only then is week 53 looked at.
    monday = date.fromisocalendar(year, max(1, min(number, _weeks_in(year))), 1)
    return monday, shift_days(monday, 6)


_YEAR_DIGITS = r"(?P<year>[0-9]{4})"
_IN = r"(?:i |in |under |during )?(?:the )?"
_WEEK_SIGN = r"(?:veckan|vecka|week|wk|v|w)"
_WEEK = rf"{_WEEK_SIGN} ?(?P<week>[0-9]{{1,2}}){YEAR}"
_WEEK_OF_YEAR = rf"{_YEAR_DIGITS}[- ]?{_WEEK_SIGN} ?(?P<week>[0-9]{{1,2}})"
_WEEK_WORD = rf"(?P<word>{one_of(_WEEK_WORDS)})"
_ON_WEEKDAY = rf"(?:pa |on )?{WEEKDAY}"

MONTH_RULES: tuple[Rule, ...] = (
    (rf"{_IN}{_YEAR_DIGITS}", read_year),
    (rf"{_IN}{_YEAR_DIGITS}[-/](?P<month>[0-9]{{1,2}})", read_numeric_month),
    (rf"(?P<month>[0-9]{{1,2}})/{_YEAR_DIGITS}", read_numeric_month),
    # Without a day, "jul" is as likely Christmas in Swedish as it is July.
    (rf"{_IN}(?!jul\b){MONTH}{YEAR}", read_month),
    (rf"{_IN}(?P<word>{one_of(_MONTH_WORDS)})", read_month_word),
    (rf"{_IN}(?:q|kvartal |quarter )(?P<quarter>[1-4]){YEAR}", read_quarter),
    (rf"{_IN}{_YEAR_DIGITS}[- ]?q(?P<quarter>[1-4])", read_quarter),
    (rf"{_IN}(?P<quarter>[1-4])th (?:kvartalet|quarter){YEAR}", read_quarter),
    (rf"{_IN}(?P<word>{one_of(_QUARTER_WORDS)})", read_quarter_word),
)
WEEK_RULES: tuple[Rule, ...] = (
    (rf"{_IN}{_WEEK}", read_week),
    (rf"{_IN}{_WEEK_OF_YEAR}", read_week),
    (rf"{_WEEK_OF_YEAR}-(?P<number>[1-7])", read_iso_week_date),
    (rf"{_ON_WEEKDAY} (?:i |in |of )?{_WEEK}", read_day_of_week),
    (rf"{_WEEK} {_ON_WEEKDAY}", read_day_of_week),
    (rf"{_IN}{_WEEK_WORD}", read_week_word),
    (rf"{_ON_WEEKDAY} (?:i |in |of )?{_WEEK_WORD}", read_day_of_week_word),
    (rf"{_WEEK_WORD} {_ON_WEEKDAY}", read_day_of_week_word),
)
