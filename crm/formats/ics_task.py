"""A task of a calendar (VTODO, RFC 5545 3.6.2) as a follow-up: what is to be done, until when."""

import re
from datetime import datetime

from crm.dates import last_day, parse_partial
from crm.errors import Invalid
from crm.formats import ics_marks
from crm.formats.ics_properties import Event
from crm.formats.ics_spans import Moment, local
from crm.formats.ics_versions import identity, uid_of
from crm.formats.ics_when import moment_of, start_and_length
from crm.formats.ics_zones import Zones
from crm.formats.records import EntryRecord
from crm.i18n import _
from crm.text import clean, clean_line
from crm.vocabulary import FollowUpStatus, Priority

SECTION = "follow_ups"
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", re.ASCII)
NOTE_LENGTH = 100_000
STATUS = {
    "NEEDS-ACTION": FollowUpStatus.OPEN,
    "IN-PROCESS": FollowUpStatus.OPEN,
    "COMPLETED": FollowUpStatus.DONE,
    "CANCELLED": FollowUpStatus.CANCELLED,
}
_MARKED = {
    "direction": ics_marks.DIRECTION,
    "owner": ics_marks.OWNER,
    "quote": ics_marks.QUOTE,
    "repeats": ics_marks.REPEATS,
}


def follow_up(event: Event, zones: Zones) -> EntryRecord:
    """Return the follow-up that a task is, by the keys of our JSON that it tells something of.

    Raises ValueError for a task that does not say what is to be done.
    """
    title = clean_line(event.text("SUMMARY"))
    if not title:
        raise ValueError(event.name)
    status = _status(event)
    said = {
        "uid": identity(uid_of(event)),
        "title": title,
        **{key: clean(event.text(name)).strip() for key, name in _MARKED.items()},
        "due_date": _day(event, _due(event, zones), ics_marks.DUE_DATE),
        "status": status,
        "priority": _priority(event),
        "updated_at": _updated_at(event),
    }
    if status == FollowUpStatus.DONE:
        said["done_on"] = _day(event, moment_of(event, "COMPLETED", zones), ics_marks.DONE_ON)
    if not said["direction"]:
        # The description of a task of ours says what the other properties do.
        said["quote"] = clean(event.text("DESCRIPTION")[:NOTE_LENGTH]).strip()
    _say_what_is_not_followed(event)
    values: dict[str, object] = {key: str(text) for key, text in said.items() if text}
    return EntryRecord(
        line=event.line, section=SECTION, values=values, problems=list(event.problems)
    )


def _say_what_is_not_followed(event: Event) -> None:
    if rule := event.first("RRULE"):
        message = _("The task comes again by a rule: only the first time is read.")
        event.problems.append(rule.problem(message))


def _status(event: Event) -> str:
    written = event.text("STATUS").upper()
    status = STATUS.get(written, FollowUpStatus.OPEN)
    if status == FollowUpStatus.OPEN and event.first("COMPLETED") and not written:
        status = FollowUpStatus.DONE
    waits = event.text(ics_marks.STATUS) == FollowUpStatus.WAITING
    return FollowUpStatus.WAITING if waits and status == FollowUpStatus.OPEN else status


def _updated_at(event: Event) -> str:
    """Return when a task was changed last (3.8.7.3), in UTC as our JSON has it."""
    written = _STAMP.fullmatch(event.text("LAST-MODIFIED").strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*written.groups()) if written else ""


def _priority(event: Event) -> str:
    """Return how much a task matters: 1 to 4 is high, 6 to 9 low, 0 is not said (3.8.1.9)."""
    written = event.text("PRIORITY")
    if len(written) != 1 or not "1" <= written <= "9":
        return ""
    if written == "5":
        return Priority.NORMAL
    return Priority.HIGH if written < "5" else Priority.LOW


def _due(event: Event, zones: Zones) -> Moment | None:
    """Return when a task is due, or when it is done if it says when it begins and for how long."""
    due = moment_of(event, "DUE", zones)
    if due is not None or not event.first("DURATION"):
        return due
    start, length = start_and_length(event, zones)
    try:
        return None if start is None or length is None else start + length
    except OverflowError:
        return None


def _day(event: Event, when: Moment | None, mark: str) -> str:
    """Return the day of a moment, or the month or year that we marked and that ends with it."""
    if when is None:
        return ""
    day = local(when).partition("T")[0] if isinstance(when, datetime) else when.isoformat()
    try:
        marked = parse_partial(event.text(mark))
        return marked if last_day(marked).isoformat() == day else day
    except Invalid:
        return day
