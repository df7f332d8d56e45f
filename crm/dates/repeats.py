"""How often a follow-up comes back, and when it does so next."""

import re
from datetime import date

from crm.dates.names import CARDINAL_NUMBERS, ORDINAL_NUMBERS, fold
from crm.dates.partial import (
    BLANKS,
    MAXIMUM_LENGTH,
    first_day,
    make_partial,
    parse_partial,
    shift_days,
    shift_months,
    shown,
)
from crm.dates.patterns import one_of
from crm.dates.reading import day_text, length_of
from crm.errors import Invalid
from crm.i18n import _

_ADVERBS = {
    **dict.fromkeys(("daily", "dagligen"), (1, "days")),
    **dict.fromkeys(("weekly", "veckovis"), (1, "weeks")),
    "fortnightly": (2, "weeks"),
    **dict.fromkeys(("monthly", "manadsvis", "manatligen"), (1, "months")),
    **dict.fromkeys(("quarterly", "kvartalsvis"), (3, "months")),
    "halvarsvis": (6, "months"),
    **dict.fromkeys(("yearly", "annually", "arligen", "arsvis"), (1, "years")),
}
_UNITS = {
    **dict.fromkeys(("day", "days", "dag", "dagar"), (1, "days")),
    **dict.fromkeys(("week", "weeks", "vecka", "veckor"), (1, "weeks")),
    **dict.fromkeys(("fortnight", "fortnights"), (2, "weeks")),
    **dict.fromkeys(("month", "months", "manad", "manader"), (1, "months")),
    **dict.fromkeys(("quarter", "quarters", "kvartal"), (3, "months")),
    "halvar": (6, "months"),
    **dict.fromkeys(("year", "years", "ar"), (1, "years")),
}
_COUNTS = CARDINAL_NUMBERS | ORDINAL_NUMBERS | {"other": 2}
_NAMES = {
    (1, "days"): "daily",
    (1, "weeks"): "weekly",
    (1, "months"): "monthly",
    (3, "months"): "quarterly",
    (1, "years"): "yearly",
}
_DIGITS = r"[0-9]{1,3}(?::[ae]|st|nd|rd|th)?"
_EVERY = (
    rf"(?P<every>every|each|varje|var|vart|varannan|vartannat)"
    rf"(?: (?P<count>{_DIGITS}|{one_of(_COUNTS)}))? (?P<unit>{one_of(_UNITS)})"
)


def parse_repeat(text: str) -> str:
    """Return how often something repeats, in its normal form.

    That is `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, or `every N days`, `weeks`,
    `months` or `years`. Swedish is taken too: `varje vecka`, `varannan månad`, `var tredje månad`,
    `årligen`. Raises Invalid for all else, `biweekly` included, which means two things.
    """
    folded = _cleaned(text)
    match = re.fullmatch(_EVERY, folded)
    amount = _ADVERBS.get(folded) or (_amount(match) if match else None)
    if amount is None:
        message = _("Write how often as weekly, monthly or every 3 months, not {text}.")
        raise _refused(message.format(text=shown(folded)), folded)
    return _normal(*amount)


def next_occurrence(date_text: str, repeat: str, first: str | None = None) -> str:
    """Return the partial date on which something that repeats comes after `date_text`.

    A month too short for the day has it on its last day. `first`, the date the series began, keeps
    31 January from becoming the 28th for good. Raises Invalid where a month or year is repeated
    in shorter steps than itself, and beyond the year 9999.
    """
    count, unit = _parsed(parse_repeat(repeat))
    current = parse_partial(date_text)
    start = parse_partial(first) if first else current
    if length_of(start) != length_of(current) or start > current:
        start = current
    step = 0
    following = start
    while following <= current:
        step += _steps_to(start, current, count, unit) if step == 0 else 1
        following = _shifted(start, step * count, unit)
    return following


def _steps_to(start: str, current: str, count: int, unit: str) -> int:
    """Return at most as many steps as lie between the dates, and at least one."""
    days = (first_day(current) - first_day(start)).days
    longest = {"days": 1, "weeks": 7, "months": 31, "years": 366}[unit] * count
    return max(days // longest, 1)


def _shifted(partial: str, count: int, unit: str) -> str:
    day, precision = first_day(partial), length_of(partial)
    if unit in ("days", "weeks"):
        if precision != "day":
            raise _too_coarse(partial)
        return day_text(shift_days(day, count * (7 if unit == "weeks" else 1)))
    if precision == "year" and unit == "months" and count % 12:
        raise _too_coarse(partial)
    moved = shift_months(day, count * (12 if unit == "years" else 1))
    return _to_precision(moved, precision)


def _to_precision(day: date, precision: str) -> str:
    if precision == "day":
        return day_text(day)
    return make_partial(day.year, day.month if precision == "month" else None)


def _amount(match: re.Match[str]) -> tuple[int, str] | None:
    every, word = match["every"], match["count"]
    if every in ("varannan", "vartannat"):
        count = None if word else 2
    elif word is None:
        count = None if every in ("var", "vart") else 1
    else:
        count = _COUNTS.get(word) or int(re.split(r"[^0-9]", word)[0])
    if not count:
        return None
    size, unit = _UNITS[match["unit"]]
    return count * size, unit


def _normal(count: int, unit: str) -> str:
    if unit == "days" and count % 7 == 0:
        count, unit = count // 7, "weeks"
    if unit == "months" and count % 12 == 0:
        count, unit = count // 12, "years"
    return _NAMES.get((count, unit)) or f"every {count} {unit}"


def _parsed(normal: str) -> tuple[int, str]:
    for amount, name in _NAMES.items():
        if name == normal:
            return amount
    _every, count, unit = normal.split(" ")
    return int(count), unit


def _cleaned(text: object) -> str:
    if not isinstance(text, str) or not text.strip(BLANKS) or len(text) > MAXIMUM_LENGTH:
        raise _refused(_("Write how often, such as weekly, monthly or every 3 months."))
    words = fold(text).translate(dict.fromkeys(map(ord, BLANKS), " ")).split(" ")
    return " ".join(word for word in words if word)


def _too_coarse(partial: str) -> Invalid:
    message = _("Write the whole date: {date} cannot repeat that often.")
    return _refused(message.format(date=partial), partial)


def _refused(message: str, value: str = "") -> Invalid:
    return Invalid.field("repeats", message, value)
