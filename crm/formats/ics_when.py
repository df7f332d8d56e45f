"""When an entry of a calendar begins and ends, by its zones and by what it leaves out."""

from datetime import datetime, timedelta

from crm.formats.ics_properties import SHOWN_LENGTH, Event, length, moment
from crm.formats.ics_spans import Moment, by_the_clock_here
from crm.formats.ics_zones import Zones, day_of, placed, utc
from crm.formats.records import RecordProblem
from crm.i18n import _

# What Outlook writes where a meeting takes whole days but is given by midnights.
_ALL_DAY = "X-MICROSOFT-CDO-ALLDAYEVENT"


def start_and_length(event: Event, zones: Zones) -> tuple[Moment | None, timedelta | None]:
    """Return when an entry begins and how long it takes, None where it does not say.

    What cannot be understood becomes a problem of the entry.
    """
    start = moment_of(event, "DTSTART", zones)
    if start is None:
        return None, None
    end = moment_of(event, "DTEND", zones)
    if event.text(_ALL_DAY).upper() == "TRUE" and _is_midnight(start) and _is_midnight(end):
        start, end = day_of(start), None if end is None else day_of(end)
    taken = _length(event) if end is None else between(start, end)
    if taken is not None and taken < timedelta(0):
        found = event.first("DTEND") or event.first("DURATION")
        if found:
            message = _("The meeting ends before it begins: the end is left out.")
            event.problems.append(found.problem(message))
        return start, None
    return start, taken or None


def moment_of(event: Event, name: str, zones: Zones) -> Moment | None:
    """Return the day or time that a property of an entry says, None for none."""
    found = event.first(name)
    if found is None:
        return None
    try:
        value = moment(found)
    except ValueError:
        event.problems.append(found.problem(_("The date cannot be read and is left out.")))
        return None
    zone = zones.find(found.zone) if found.zone and isinstance(value, datetime) else None
    if found.zone and zone is None and isinstance(value, datetime):
        message = _("No time zone is called {name}: the time is taken as it stands.")
        _say_once(event, found.problem(message.format(name=found.zone[:SHOWN_LENGTH])))
    return placed(value, zone)


def _say_once(event: Event, problem: RecordProblem) -> None:
    if all(known.message != problem.message for known in event.problems):
        event.problems.append(problem)


def _is_midnight(when: Moment | None) -> bool:
    return not isinstance(when, datetime) or (when.hour, when.minute, when.second) == (0, 0, 0)


def _length(event: Event) -> timedelta | None:
    found = event.first("DURATION")
    if found is None:
        return None
    try:
        return length(found)
    except ValueError:
        message = _("The length of time cannot be read and is left out.")
        event.problems.append(found.problem(message))
        return None


def between(start: Moment, end: Moment) -> timedelta:
    """Return how long it is from one moment to another; by the clock where both are in a zone."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return day_of(end) - day_of(start)
    if start.tzinfo == end.tzinfo:
        return end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if start.tzinfo is None or end.tzinfo is None:
        return by_the_clock_here(end) - by_the_clock_here(start)
    return utc(end) - utc(start)
