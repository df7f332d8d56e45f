"""The rules for single days: `2 juli`, `2/7`, `igår`, `nästa fredag`, `om 3 dagar`."""

from calendar import monthrange
from datetime import date

from crm.dates.partial import make_partial, refused, shift_days, shift_months
from crm.dates.patterns import (
    DAY,
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
from crm.dates.reading import Context, Taken, ambiguous, choose_year, taken_day
from crm.i18n import _

DAY_WORDS = {
    **dict.fromkeys(("i forrgar", "iforrgar", "forrgar", "day before yesterday"), -2),
    **dict.fromkeys(("igar", "i gar", "yesterday"), -1),
    **dict.fromkeys(("idag", "i dag", "today", "ikvall", "i kvall", "tonight"), 0),
    **dict.fromkeys(("i morse", "imorse", "this morning", "this evening"), 0),
    **dict.fromkeys(("imorgon", "i morgon", "imorron", "i morron", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgon", "iovermorgon", "overmorgon", "day after tomorrow"), 2),
}
_DAYS_IN_UNIT = {
    **dict.fromkeys(("dag", "dagar", "dygn", "day", "days"), 1),
    **dict.fromkeys(("vecka", "veckor", "week", "weeks"), 7),
    **dict.fromkeys(("fortnight", "fortnights"), 14),
}
_MONTHS_IN_UNIT = {
    **dict.fromkeys(("manad", "manader", "month", "months"), 1),
    **dict.fromkeys(("kvartal", "quarter", "quarters"), 3),
    "halvar": 6,
    **dict.fromkeys(("ar", "year", "years"), 12),
}
_AMOUNT = rf"(?P<count>[0-9]{{1,5}}|an?) (?P<unit>{one_of(_DAYS_IN_UNIT | _MONTHS_IN_UNIT)})"


def read_iso(match: Match, _context: Context) -> Taken:
    """Read `2019-07-02`, `2019/7/2` and `20190702`."""
    return Taken(make_partial(int(match["year"]), int(match["month"]), int(match["day"])))


def read_named_month(match: Match, context: Context) -> Taken:
    """Read `2 juli`, `July 2nd, 2019`."""
    return _date_in(year_in(match), month_in(match), int(match["day"]), context)


def read_numeric(match: Match, context: Context) -> Taken:
    """Read `2/7` and `2/7 2019`: the day comes first, as in Sweden and most of Europe."""
    month = int(match["month"])
    if not 1 <= month <= 12:
        message = _("Dates in digits are day/month: there is no month {month}.")
        raise refused(message.format(month=month), match[0])
    return _date_in(year_in(match), month, int(match["day"]), context)


def read_day_of_month(match: Match, context: Context) -> Taken:
    """Read `den 15` and `the 15th` as that day of the month that is nearest ahead or behind."""
    day = int(match["day"] or match["ordinal"])
    today = context.not_before or context.not_after or context.today
    backwards = context.not_after or (context.prefer == "past" and not context.not_before)
    if context.prefer == "none" and today == context.today:
        raise refused(_("Write the month too."), match[0])
    passed = day > today.day if backwards else day < today.day
    shift = (-1 if backwards else 1) if passed else 0
    month = shift_months(today.replace(day=1), shift)
    return Taken(make_partial(month.year, month.month, day), chosen=True)


def read_day_word(match: Match, context: Context) -> Taken:
    """Read `igår`, `tomorrow` and their like."""
    return taken_day(shift_days(context.today, DAY_WORDS[match["word"]]))


def read_ahead(match: Match, context: Context) -> Taken:
    """Read `om två veckor` and `in 3 days`."""
    return taken_day(_shift(match, context.today, 1))


def read_ago(match: Match, context: Context) -> Taken:
    """Read `för en vecka sedan` and `two weeks ago`."""
    return taken_day(_shift(match, context.today, -1))


def read_weekday(match: Match, context: Context) -> Taken:
    """Read `fredag` and `on Friday`: the next, or the latest where the past is preferred.

    Refused on that very weekday, when people mean either day, and where nothing is preferred.
    """
    day, start = weekday_in(match), context.not_before
    if start:
        following = shift_days(start, (day - start.weekday()) % 7)
        if following == start:
            raise ambiguous(start, shift_days(start, 7))
        return taken_day(following, chosen=True)
    if context.not_after:
        return _weekday_before(context.not_after, day, context)
    ahead = shift_days(context.today, (day - context.today.weekday()) % 7)
    other = shift_days(ahead, 7 if context.prefer == "future" else -7)
    if ahead == context.today:
        raise ambiguous(*sorted((ahead, other)))
    if context.prefer == "none":
        raise ambiguous(other, ahead)
    return taken_day(ahead if context.prefer == "future" else other, chosen=True)


def read_coming_weekday(match: Match, context: Context) -> Taken:
    """Read `på fredag` and `coming Friday`, refused on a Friday."""
    return read_weekday(match, Context(context.today, "future"))


def read_weekday_of_this_week(match: Match, context: Context) -> Taken:
    """Read `this Friday` and `nu på fredag`, refused for a deadline that is past."""
    day = _weekday_of_week(context.today, weekday_in(match))
    if day < context.today and context.prefer == "future":
        raise ambiguous(day, shift_days(day, 7))
    return taken_day(day)


def read_weekday_of_next_week(match: Match, context: Context) -> Taken:
    """Read `nästa fredag` and `next Friday` as the Friday of next week, Monday to Sunday.

    The Friday of this week is `på fredag` and `this Friday`.
    """
    return taken_day(_weekday_of_week(shift_days(context.today, 7), weekday_in(match)))


def read_latest_weekday(match: Match, context: Context) -> Taken:
    """Read `i fredags` and `last Friday` as the latest Friday before today."""
    return taken_day(_latest_weekday(context.today, weekday_in(match)))


def read_weekday_of_last_week(match: Match, context: Context) -> Taken:
    """Read `förra fredagen`, refused where the latest Friday is not the one of last week."""
    latest = _latest_weekday(context.today, weekday_in(match))
    of_last_week = _weekday_of_week(shift_days(context.today, -7), weekday_in(match))
    if latest != of_last_week:
        raise ambiguous(of_last_week, latest)
    return taken_day(latest)


def _date_in(year: int | None, month: int, day: int, context: Context) -> Taken:
    if year is not None:
        return Taken(make_partial(year, month, day))

    def span_in(one: int) -> tuple[date, date]:
        # The year is chosen as if the day existed: only then is 29 February looked at.
        nearest = date(one, month, max(1, min(day, monthrange(one, month)[1])))
        return nearest, nearest

    return Taken(make_partial(choose_year(context, span_in), month, day), chosen=True)


def _shift(match: Match, today: date, sign: int) -> date:
    count = sign * (int(match["count"]) if match["count"].isdigit() else 1)
    if match["unit"] in _DAYS_IN_UNIT:
        return shift_days(today, count * _DAYS_IN_UNIT[match["unit"]])
    return shift_months(today, count * _MONTHS_IN_UNIT[match["unit"]])


def _weekday_of_week(day: date, weekday: int) -> date:
    return shift_days(day, weekday - day.weekday())


def _weekday_before(end: date, weekday: int, context: Context) -> Taken:
    """Return the start of a range up to `end`; raises Invalid where it began already."""
    day = _latest_weekday(end, weekday)
    if context.prefer == "future" and day < context.today:
        raise ambiguous(day, shift_days(day, 7))
    return taken_day(day, chosen=True)


def _latest_weekday(today: date, weekday: int) -> date:
    return shift_days(today, -((today.weekday() - weekday - 1) % 7 + 1))


_MONTH_DIGITS = r"(?P<month>[0-9]{1,2})"
_DAY_DIGITS = r"(?P<day>[0-9]{1,2})"
_YEAR_DIGITS = r"(?P<year>[0-9]{4})"
_ON = r"(?:pa |on )?"

DAY_RULES: tuple[Rule, ...] = (
    (rf"{_ON}{_YEAR_DIGITS}(?P<sign>[-/.]){_MONTH_DIGITS}(?P=sign){_DAY_DIGITS}", read_iso),
    (rf"{_ON}{_YEAR_DIGITS}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})", read_iso),
    (rf"{_ON}{DAY} (?:of )?{MONTH}{YEAR}", read_named_month),
    (rf"{_ON}{MONTH} {DAY}{YEAR}", read_named_month),
    (rf"{_ON}(?:den )?{_DAY_DIGITS}/{_MONTH_DIGITS}(?:[ /-]{_YEAR_DIGITS})?", read_numeric),
    (rf"{_DAY_DIGITS}(?P<sign>[.-]){_MONTH_DIGITS}(?P=sign){_YEAR_DIGITS}", read_numeric),
    (
        rf"{_ON}(?:(?:den |the ){_DAY_DIGITS}(?:th)?|(?P<ordinal>[0-9]{{1,2}})th)",
        read_day_of_month,
    ),
    (rf"(?:the )?(?P<word>{one_of(DAY_WORDS)})", read_day_word),
    (rf"(?:om|in|inom|within) {_AMOUNT}(?:'s?)?(?: time)?", read_ahead),
    (rf"{_AMOUNT} (?:fran|from) (?:nu|idag|i dag|now|today)", read_ahead),
    (rf"(?:for )?{_AMOUNT} (?:sedan|sen|ago)", read_ago),
    (rf"(?:on )?{WEEKDAY}", read_weekday),
    (
        rf"(?:pa|kommande|nastkommande|coming|(?:this|the) coming) {WEEKDAY}",
        read_coming_weekday,
    ),
    (rf"(?:this|denna|nu pa) {WEEKDAY}", read_weekday_of_this_week),
    (rf"(?:nasta|next) {WEEKDAY}", read_weekday_of_next_week),
    (rf"i {WEEKDAY}s", read_latest_weekday),
    (rf"(?:on )?(?:last|(?:this )?past) {WEEKDAY}", read_latest_weekday),
    (rf"(?:i )?forra {WEEKDAY}", read_weekday_of_last_week),
)
