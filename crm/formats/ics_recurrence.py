"""When the meetings of a series take place (RFC 5545 3.8.5), by dateutil (BSD-3-Clause).

A series is followed to one year from today, and of its meetings the last 500 are given. Work is
bounded: dateutil may search to the year 9999 for a date that never comes, such as the thirtieth of
February. After a few such rules, or many dates, those of the same file are no longer followed.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice

from crm.formats.ics_properties import Event, Property, Value, moments
from crm.formats.ics_rules import RuleParts, dates_by_rule, is_within, rule_parts
from crm.formats.ics_spans import Moment
from crm.formats.ics_zones import Zones, day_of, placed
from crm.i18n import _
from crm.settings import today

HORIZON = timedelta(days=366)
MEETINGS_OF_A_SERIES = 500
STEPS = 40_000
STEPS_OF_A_FILE = 300_000
BARREN_RULES = 3
RULES_OF_A_SERIES = 20


@dataclass(slots=True)
class Series:
    """The series of one file, the dates tried for them, and the rules that no date fits."""

    zones: Zones
    steps: int = 0
    barren: int = 0

    @property
    def is_exhausted(self) -> bool:
        """Tell whether no more rules of the file are followed."""
        return self.barren >= BARREN_RULES or self.steps >= STEPS_OF_A_FILE


@dataclass(slots=True)
class _Plan:
    """One series as it is worked out, by the wall clock of its own zone."""

    event: Event
    start: Moment
    zone: tzinfo | None
    until: datetime
    found: set[datetime] = field(default_factory=set)

    @property
    def first(self) -> datetime:
        return _wall(self.start, self.zone)


def is_series(event: Event) -> bool:
    """Tell whether an entry stands for several meetings."""
    return bool(event.all("RRULE") or event.all("RDATE"))


def starts(event: Event, start: Moment, series: Series) -> list[Moment]:
    """Return when the meetings of a series begin, in order, as days or times like its first.

    The first is among them unless it is left out by EXDATE, even where it lies beyond the horizon.
    """
    zone = start.tzinfo if isinstance(start, datetime) else None
    horizon = datetime.combine(today() + HORIZON, time.max)
    plan = _Plan(event, start, zone, max(horizon, _wall(start, zone)))
    plan.found.add(plan.first)
    for rule in event.all("RRULE")[:RULES_OF_A_SERIES]:
        plan.found.update(_followed(plan, rule, series))
    for wall in _dates(plan, "RDATE", series.zones):
        if wall <= plan.until:
            plan.found.add(wall)
    _leave_out(plan, series.zones)
    for rule in event.all("EXRULE")[:RULES_OF_A_SERIES]:
        plan.found.difference_update(_excepted(plan, rule, series))
    return [_like(plan, wall) for wall in _last_ones(plan)]


def _last_ones(plan: _Plan) -> list[datetime]:
    walls = sorted(plan.found)
    if len(walls) > MEETINGS_OF_A_SERIES:
        message = _("The series has more than {count} meetings: the last ones are read.")
        plan.event.problems.append(
            (plan.event.all("RRULE") or plan.event.all("RDATE"))[0].problem(
                message.format(count=MEETINGS_OF_A_SERIES)
            )
        )
    return walls[-MEETINGS_OF_A_SERIES:]


# --- Rules ---------------------------------------------------------------------------------------


def _followed(plan: _Plan, rule: Property, series: Series) -> Iterable[datetime]:
    """Return the last dates of a rule; one that cannot be followed has none, and that is said."""
    if series.is_exhausted:
        message = _("The series of this file take too long: of this one the first meeting is read.")
        plan.event.problems.append(rule.problem(message))
        return ()
    try:
        return _dates_of(plan, rule_parts(rule), series, MEETINGS_OF_A_SERIES + 1)
    except Exception:  # dateutil and icalendar raise more than the ValueError of ours
        message = _("The rule of the series cannot be followed: its first meeting is read.")
        plan.event.problems.append(rule.problem(message))
        return ()


def _excepted(plan: _Plan, rule: Property, series: Series) -> Iterable[datetime]:
    """Return the dates that a rule takes away (RFC 2445 4.8.5.2, which RFC 5545 dropped)."""
    try:
        if series.is_exhausted:
            raise ValueError(rule.raw)
        return _dates_of(plan, rule_parts(rule), series)
    except Exception:  # as above
        message = _("Exceptions by a rule are not followed: check the meetings of the series.")
        plan.event.problems.append(rule.problem(message))
        return ()


def _dates_of(
    plan: _Plan, parts: RuleParts, series: Series, most: int | None = None
) -> Iterable[datetime]:
    until = min(plan.until, _end(plan, parts))
    if until < plan.first:
        return ()
    last = deque[datetime](maxlen=most)
    count = parts.get("COUNT", [STEPS])[0]
    is_barren = True
    for moment in islice(dates_by_rule(plan.first, parts), STEPS):
        is_barren = False
        series.steps += 1
        if moment > until or count == 0:
            break
        if is_within(moment, parts):
            last.append(moment)
            count -= 1
    if is_barren:
        series.barren += 1
        raise ValueError(str(parts))
    return last


def _end(plan: _Plan, parts: RuleParts) -> datetime:
    """Return when a rule ends by the clock of its zone; a day ends with its last minute."""
    until = parts.get("UNTIL", [None])[0]
    if until is None:
        return datetime.max
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    return _wall(until, plan.zone)


# --- Dates that are added and left out -----------------------------------------------------------


def _dates(plan: _Plan, name: str, zones: Zones) -> Iterator[datetime]:
    """Give the dates of RDATE by the clock of the series; bad ones become problems."""
    for listed in plan.event.all(name):
        for value in _values(plan.event, listed):
            start = value[0] if isinstance(value, tuple) else value
            if isinstance(start, date):
                yield _wall(_placed_like(plan, start, listed, zones), plan.zone, plan.first)


def _leave_out(plan: _Plan, zones: Zones) -> None:
    """Take the dates of EXDATE away: a day takes all its meetings, a time only its own."""
    days, times = set[date](), set[datetime]()
    for listed in plan.event.all("EXDATE"):
        for value in _values(plan.event, listed):
            if isinstance(value, datetime) and isinstance(plan.start, datetime):
                times.add(_wall(_placed_like(plan, value, listed, zones), plan.zone))
            elif isinstance(value, date):
                days.add(day_of(value))
    plan.found = {wall for wall in plan.found - times if wall.date() not in days}


def _values(event: Event, listed: Property) -> list[Value]:
    try:
        return list(moments(listed))
    except ValueError:
        problem = listed.problem(_("The date cannot be read and is left out."))
        if problem not in event.problems:
            event.problems.append(problem)
        return []


def _placed_like(plan: _Plan, value: Moment, listed: Property, zones: Zones) -> Moment:
    zone = zones.find(listed.zone) if listed.zone else plan.zone
    return placed(value, zone)


# --- Clocks --------------------------------------------------------------------------------------


def _wall(moment: Moment, zone: tzinfo | None, first: datetime | None = None) -> datetime:
    """Return what the clock in a zone shows; a day is at the time of the first meeting."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, first.time() if first else time())
    if moment.tzinfo is None:
        return moment
    if zone is None:
        return moment.replace(tzinfo=None)
    try:
        return moment.astimezone(zone).replace(tzinfo=None)
    except (OverflowError, ValueError):
        return moment.replace(tzinfo=None)


def _like(plan: _Plan, wall: datetime) -> Moment:
    """Return a moment of the kind of the first meeting: a day, or a time in its zone."""
    if not isinstance(plan.start, datetime):
        return wall.date()
    return wall.replace(tzinfo=plan.zone)
