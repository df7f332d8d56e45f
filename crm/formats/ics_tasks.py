"""Tasks of a calendar that is written: promises, with their direction in words."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import Todo

from crm.dates import last_day
from crm.formats import ics_marks
from crm.formats.ics_stamps import put_text, stamp
from crm.i18n import N_, _
from crm.vocabulary import Direction, FollowUpStatus, Priority

_STATUS = {
    FollowUpStatus.OPEN: "NEEDS-ACTION",
    FollowUpStatus.WAITING: "NEEDS-ACTION",
    FollowUpStatus.DONE: "COMPLETED",
    FollowUpStatus.CANCELLED: "CANCELLED",
}
# RFC 5545 3.8.1.9, the scheme of three.
_PRIORITY = {Priority.HIGH: 1, Priority.NORMAL: 5, Priority.LOW: 9}
_DIRECTIONS = {
    Direction.OURS: N_("We promised this."),
    Direction.THEIRS: N_("This was promised to us."),
    Direction.JOINT: N_("This was promised on both sides."),
}
_MIDDAY = 12


def task(item: Mapping[str, Any]) -> Todo:
    """Return a follow-up, as in our JSON, as a task; what calendars cannot say becomes a mark."""
    written = Todo()
    stamp(written, item, item["uid"])
    put_text(written, "summary", item["title"])
    put_text(written, "description", described(item))
    _put_day(written, "due", item.get("due_date"), ics_marks.DUE_DATE)
    status = FollowUpStatus(item.get("status") or FollowUpStatus.OPEN)
    written.add("status", _STATUS[status])
    if status is FollowUpStatus.WAITING:
        put_text(written, ics_marks.STATUS, status)
    if status is FollowUpStatus.DONE:
        _put_day(written, "completed", item.get("done_on"), ics_marks.DONE_ON)
    written.add("priority", _PRIORITY[Priority(item.get("priority") or Priority.NORMAL)])
    put_text(written, ics_marks.DIRECTION, item.get("direction"))
    put_text(written, ics_marks.OWNER, item.get("owner"))
    put_text(written, ics_marks.QUOTE, item.get("quote"))
    put_text(written, ics_marks.REPEATS, item.get("repeats"))
    return written


def described(item: Mapping[str, Any]) -> str:
    """Say in words who promised what to whom, and where."""
    return "\n".join(_lines(item))


def _lines(item: Mapping[str, Any]) -> Iterator[str]:
    if direction := item.get("direction"):
        yield _(_DIRECTIONS[Direction(direction)])
    if item.get("owner"):
        yield _("Owner: {name}").format(name=item["owner"])
    for key in ("person", "organisation", "collaboration"):
        if linked := item.get(key):
            yield linked["name"]
    if interaction := item.get("interaction"):
        yield _("From: {title}").format(title=interaction["name"])
    if item.get("quote"):
        yield ""
        yield item["quote"]


def _put_day(written: Todo, name: str, day: str | None, mark: str) -> None:
    """Add the last day of a partial date; COMPLETED takes a time, so it is midday of it here."""
    if not day:
        return
    last = last_day(day)
    if name == "completed":
        noon = datetime(last.year, last.month, last.day, _MIDDAY)
        written.add(name, noon.astimezone(UTC))
    else:
        written.add(name, last)
    if day != last.isoformat():
        put_text(written, mark, day)
