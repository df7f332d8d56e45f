"""Meetings and tasks from calendar files: iCalendar (RFC 5545) and invitations (RFC 5546).

A meeting becomes an interaction, without a status unless it is called off: whether it is planned
or held, its day says. A series becomes one interaction a meeting, which share a `thread`. A task
becomes a follow-up. Times are by the clock of the computer's own time zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crm.formats.ics_answers import answer, answer_name
from crm.formats.ics_lines import Entry, Scan, entries, scan
from crm.formats.ics_marks import DUE_DAY
from crm.formats.ics_meeting import Meeting, meeting, occurrence_uid, record
from crm.formats.ics_onward import Onward, goes_on, say_that_it_goes_on
from crm.formats.ics_properties import SHOWN_LENGTH, Event, understand
from crm.formats.ics_recurrence import Series, is_series, starts
from crm.formats.ics_spans import Moment, local
from crm.formats.ics_task import follow_up
from crm.formats.ics_versions import REPLY, newest, occurrence_name
from crm.formats.ics_when import moment_of
from crm.formats.ics_zones import Zones, day_of
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import InteractionRecord, Record, RecordProblem, RejectedRecord
from crm.i18n import N_, _
from crm.vocabulary import InteractionStatus

FORMAT = "ics"
EVENT, TASK = "VEVENT", "VTODO"
_LEFT_OUT = {
    "VJOURNAL": N_("Journal entries are not read: {count} in this file."),
    "VFREEBUSY": N_("Times that are free or busy are not read: {count} in this file."),
}
# Where one of these is not followed to its end, the series may have other meetings than are read.
_RULES = frozenset({"RRULE", "RDATE", "EXDATE", "EXRULE"})
# Messages about a meeting that do not tell how it is (RFC 5546 3.2.6, 3.2.7, 3.2.8).
_ONLY_ASKS = ("COUNTER", "DECLINECOUNTER", "REFRESH")


@dataclass(slots=True)
class _Calendar:
    """What a file holds: its time zones, and its entries by name and uid, in its order."""

    zones: Zones
    series: Series
    entries: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a calendar file is; its problems tell of entries that are not read.

    Raises FormatError for a file that holds no entry at all or is not there.
    """
    options.check()
    found = scan(path, options.encoding)
    return Description(
        path=path,
        format=FORMAT,
        sha256=found.sha256,
        size=found.size,
        encoding=found.encoding,
        records="interactions",
        problems=tuple(_left_out(found)),
    )


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the meetings and tasks of a file, each with the line it begins on; errors as `describe`.

    Of several versions of one entry the newest is given (SEQUENCE, then DTSTAMP). An entry that
    does not say when it begins, or what is to be done, is rejected.
    """
    options.check()
    calendar = _gathered(path, scan(path, options.encoding))
    for (name, uid), versions in calendar.entries.items():
        if name == EVENT and uid.endswith(DUE_DAY):
            yield from _of_a_due_day(calendar, uid, versions)
        elif name == EVENT:
            yield from _of_a_meeting(calendar, [understand(entry) for entry in versions])
        else:
            yield from _of_a_task(calendar, [understand(entry) for entry in versions])


def _left_out(found: Scan) -> Iterator[RecordProblem]:
    for kind, message in _LEFT_OUT.items():
        if count := found.kinds[kind]:
            yield RecordProblem(1, kind, "", _(message).format(count=count))
    if not any(found.kinds[kind] for kind in (EVENT, TASK, *_LEFT_OUT)):
        yield RecordProblem(1, "", "", _("The calendar holds no meeting and no task."))


def _gathered(path: Path, found: Scan) -> _Calendar:
    definitions: list[Entry] = []
    gathered: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries(path, found.encoding):
        if entry.name == "VTIMEZONE":
            definitions.append(entry)
        elif entry.name in (EVENT, TASK):
            # The entries without a uid are none of each other's versions.
            uid = entry.value("UID") or f"\n{entry.line}"
            gathered.setdefault((entry.name, uid), []).append(entry)
    zones = Zones(definitions)
    return _Calendar(zones, Series(zones), gathered)


# --- Tasks ---------------------------------------------------------------------------------------


def _of_a_task(calendar: _Calendar, versions: list[Event]) -> Iterator[Record]:
    for event in newest(versions, lambda event: "").values():
        try:
            yield follow_up(event, calendar.zones)
        except ValueError:
            yield _rejected(event, _("The task does not say what is to be done."))


def _of_a_due_day(calendar: _Calendar, uid: str, versions: list[Entry]) -> Iterator[Record]:
    """Pass over what only shows when a task is due, unless the task itself is missing."""
    if (TASK, uid.removesuffix(DUE_DAY)) not in calendar.entries:
        message = _("The entry only shows when something is due that is not in this file.")
        yield _rejected(understand(versions[-1]), message)


# --- One meeting or series -----------------------------------------------------------------------


def _of_a_meeting(calendar: _Calendar, versions: list[Event]) -> Iterator[Record]:
    """Give what the entries under one uid come to."""
    for event in versions:
        if event.method in _ONLY_ASKS:
            yield _rejected(event, _("The message is about a meeting but does not tell of it."))
    telling = [event for event in versions if event.method not in (*_ONLY_ASKS, REPLY)]
    meetings: dict[str, Meeting] = {}
    for name, event in newest(telling, lambda event: _name(event, calendar.zones)).items():
        try:
            meetings[name] = meeting(event, calendar.zones)
        except ValueError:
            yield _without_start(event)
    yield from _of_series(calendar, meetings)
    answers = (event for event in versions if event.method == REPLY)
    for event in newest(answers, answer_name).values():
        try:
            yield answer(event, calendar.zones)
        except ValueError:
            yield _rejected(event, _("The answer does not say to which meeting it is."))


def _name(event: Event, zones: Zones) -> str:
    """Name the meeting of a series that an entry changes (RFC 5545 3.8.4.4); none is empty."""
    occurrence = moment_of(event, "RECURRENCE-ID", zones)
    return "" if occurrence is None else occurrence_name(occurrence)


def _of_series(calendar: _Calendar, meetings: dict[str, Meeting]) -> Iterator[Record]:
    whole = meetings.pop("", None)
    if whole and (whole.start is None or not is_series(whole.event)):
        thread = whole.uid if whole.is_cancelled or meetings else ""
        alone = _with_problems(record(whole, whole.start, "", thread), whole)
        if not thread:
            # It may have been a series, whose other meetings are gone then.
            alone.occurrences = {alone.uid: alone.starts_at}
            alone.slots = _slot(whole)
        yield alone
    elif whole and whole.start is not None:
        expanded = list(_expanded(calendar, whole, whole.start, meetings))
        found = [made for _moment, made in expanded]
        if found and not any(problem.field in _RULES for problem in whole.event.problems):
            others = [record(one, one.start, name, one.uid) for name, one in meetings.items()]
            found[0].occurrences = {one.uid: one.starts_at for one in (*found, *others)}
            slots = ((made, local(moment)) for moment, made in expanded)
            found[0].slots = {made.uid: slot for made, slot in slots if slot != made.starts_at}
        yield from found
    for name, changed in meetings.items():
        if goes_on(changed.event):
            say_that_it_goes_on(changed)
        yield _changed(changed, name, whole)


def _expanded(
    calendar: _Calendar, whole: Meeting, start: Moment, changes: dict[str, Meeting]
) -> Iterator[tuple[Moment, InteractionRecord]]:
    """Give the meetings of a series and when each was to begin, the changed ones in their place."""
    is_first = True
    onward = Onward(whole)
    for moment in starts(whole.event, start, calendar.series):
        name = occurrence_name(moment)
        day = occurrence_name(day_of(moment))
        changed = changes.pop(name, None) or changes.pop(day, None)
        if changed:
            made = _changed(changed, name, whole)
            onward = onward.after(changed, moment)
        else:
            made = onward.record(moment, name)
        if whole.is_cancelled:
            made.status = InteractionStatus.CANCELLED.value
        if is_first:
            made.problems = [*whole.event.problems, *made.problems]
            is_first = False
        yield moment, made


def _slot(alone: Meeting) -> dict[str, str]:
    """Return when a meeting begins by the uid that it would have in a series."""
    if alone.start is None:
        return {}
    return {occurrence_uid(alone.uid, occurrence_name(alone.start)): local(alone.start)}


def _changed(changed: Meeting, name: str, whole: Meeting | None) -> InteractionRecord:
    """Return a meeting that is not like the others of its series."""
    made = _with_problems(record(changed, changed.start, name, changed.uid), changed)
    if whole and whole.is_cancelled:
        made.status = InteractionStatus.CANCELLED.value
    return made


def _with_problems(made: InteractionRecord, one: Meeting) -> InteractionRecord:
    made.problems = list(one.event.problems)
    return made


def _without_start(event: Event) -> RejectedRecord:
    found = event.first("DTSTART")
    if found is None:
        return _rejected(event, _("The entry does not say when it begins."))
    others = [problem for problem in event.problems if problem.line != found.line]
    message = _("It cannot be read when the entry begins: write a date such as 20190502.")
    problem = RecordProblem(event.line, "DTSTART", found.raw[:SHOWN_LENGTH], message)
    return RejectedRecord(event.line, name=_called(event), problems=[*others, problem])


def _rejected(event: Event, message: str) -> RejectedRecord:
    called = _called(event)
    problem = RecordProblem(event.line, event.name, called, message)
    return RejectedRecord(event.line, name=called, problems=[*event.problems, problem])


def _called(event: Event) -> str:
    return (event.text("SUMMARY") or event.text("UID"))[:SHOWN_LENGTH]
