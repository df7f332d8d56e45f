"""The rules by which a series of meetings goes on (RFC 5545 3.3.10), by dateutil (BSD-3-Clause)."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from crm.formats.ics_properties import Property

TIMES_OF_A_DAY = 24
RuleParts = Mapping[str, list[Any]]
"""The values of a rule by the names of its parts, such as `FREQ` and `BYDAY`."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERED = (
    "BYSETPOS", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND",
)  # fmt: skip
# RFC 5545 3.3.10 has these for other rules only; dateutil would try each day up to the year 9999.
_MISPLACED = {
    "DAILY": ("BYYEARDAY", "BYWEEKNO", "BYSETPOS"),
    "WEEKLY": ("BYYEARDAY", "BYWEEKNO", "BYMONTHDAY"),
    "MONTHLY": ("BYYEARDAY", "BYWEEKNO"),
    "YEARLY": (),
}
# The parts of a rule that only leave days out where it is a daily one (RFC 5545 3.3.10).
_DAILY_LIMITS = ("BYMONTH", "BYMONTHDAY", "BYDAY")


def rule_parts(rule: Property) -> RuleParts:
    """Return the parts of a rule by their names; errors: `ValueError`, for one not to follow."""
    from icalendar.prop import vRecur

    parts = vRecur.from_ical(rule.raw.replace(" ", "").rstrip(";"))
    times = [len(parts.get(name, [0])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")]
    misplaced = ("RSCALE", *_MISPLACED[parts["FREQ"][0]])
    if any(name in parts for name in misplaced) or times[0] * times[1] * times[2] > TIMES_OF_A_DAY:
        raise ValueError(rule.raw)
    if parts.get("INTERVAL", [1])[0] < 1:
        raise ValueError(rule.raw)
    return cast(RuleParts, parts)


def dates_by_rule(first: datetime, parts: RuleParts) -> Iterator[datetime]:
    """Give the dates of a rule without end.

    Of a daily rule every day is given, for `is_within` to choose from, because dateutil would
    search day by day for one that fits.
    """
    from dateutil import rrule

    frequency = parts["FREQ"][0]
    is_limited = frequency == "DAILY" and any(name in parts for name in _DAILY_LIMITS)
    used = {name: parts[name] for name in parts if not (is_limited and name in _DAILY_LIMITS)}
    return iter(
        rrule.rrule(
            getattr(rrule, frequency),
            dtstart=first,
            interval=parts.get("INTERVAL", [1])[0],
            count=None if is_limited else parts.get("COUNT", [None])[0],
            **_options(used, rrule),
        )
    )


def _options(parts: RuleParts, rrule: Any) -> dict[str, Any]:
    """Turn the parts of a rule into the arguments that dateutil knows."""
    options: dict[str, Any] = {
        name.lower(): [int(value) for value in parts[name]] for name in _NUMBERED if name in parts
    }
    if "BYDAY" in parts:
        weekdays = [_weekday(str(value)) for value in parts["BYDAY"]]
        options["byweekday"] = [rrule.weekdays[day](place or None) for place, day in weekdays]
    if "WKST" in parts:
        options["wkst"] = _weekday(str(parts["WKST"][0]))[1]
    return options


def _weekday(text: str) -> tuple[int, int]:
    """Return the place and the day of a BYDAY: `-1FR` is the last Friday, (-1, 4)."""
    return int(text[:-2] or 0), _DAYS.index(text[-2:].upper())


def is_within(moment: datetime, parts: RuleParts) -> bool:
    """Tell whether a date is within the limits of a daily rule; of others every date is."""
    if parts["FREQ"][0] != "DAILY":
        return True
    if "BYMONTH" in parts and moment.month not in map(int, parts["BYMONTH"]):
        return False
    if "BYDAY" in parts:
        days = {_weekday(str(value))[1] for value in parts["BYDAY"]}
        if moment.weekday() not in days:
            return False
    if "BYMONTHDAY" not in parts:
        return True
    from_end = moment.day - monthrange(moment.year, moment.month)[1] - 1
    return any(int(day) in (moment.day, from_end) for day in parts["BYMONTHDAY"])
