"""Which of several entries under one uid tells how things are (RFC 5546 2.1.5)."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime

from crm.formats.ics_properties import Event
from crm.formats.ics_spans import Moment
from crm.formats.ics_zones import day_of, utc
from crm.formats.records import NOT_COUNTED
from crm.text import clean_line

UID_LENGTH = 255
HIGHEST_SEQUENCE = 999_999
CANCEL, REPLY = "CANCEL", "REPLY"


def newest(events: Iterable[Event], name: Callable[[Event], str]) -> dict[str, Event]:
    """Return the newest of the entries of each name, in the order in which the names come.

    Of two that are equally new the later counts. What calls a meeting off without saying when it
    was to be leaves that as the other says.
    """
    found: dict[str, Event] = {}
    for event in events:
        named = name(event)
        known = found.get(named)
        if known is None:
            found[named] = event
        elif _revision(event) >= _revision(known):
            found[named] = _completed(event, known)
        else:
            found[named] = _completed(known, event)
    return found


def _completed(newer: Event, older: Event) -> Event:
    if newer.method == CANCEL and not newer.first("DTSTART"):
        newer.properties = {**older.properties, **newer.properties}
    return newer


def revision(event: Event) -> str:
    """Return the version of an entry as text that orders the versions: `000002 20190502T090000Z`.

    It is the sequence, and when the entry was made.
    """
    number, stamp = _revision(event)
    return f"{number:06d} {clean_line(stamp)}".strip()


def answered_revision(event: Event) -> str:
    """Return the version that an answer is to, as `revision`: `- 20190502T090000Z` without one."""
    number, _space, stamp = revision(event).partition(" ")
    return f"{number if event.first('SEQUENCE') else NOT_COUNTED} {stamp}".strip()


def _revision(event: Event) -> tuple[int, str]:
    written = event.text("SEQUENCE")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
    stamps = (event.text(name) for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"))
    return min(number, HIGHEST_SEQUENCE), next((stamp[:20] for stamp in stamps if stamp), "")


def uid_of(event: Event) -> str:
    """Return the uid of an entry; one that has none gets the same whenever the file is read."""
    if uid := clean_line(event.text("UID")):
        return uid
    names = ("DTSTART", "SUMMARY", "ORGANIZER", "RECURRENCE-ID", "DUE")
    said = [found.raw for name in names if (found := event.first(name))]
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def occurrence_name(moment: Moment) -> str:
    """Name a meeting within its series: `20190502`, `20190502T070000Z`, without a zone no Z."""
    if not isinstance(moment, datetime):
        return _compact(moment)
    if moment.tzinfo is None:
        return f"{_compact(moment)}T{moment:%H%M%S}"
    there = utc(moment)
    return f"{_compact(there)}T{there:%H%M%S}Z"


def _compact(day: date) -> str:
    return day_of(day).isoformat().replace("-", "")


def identity(uid: str) -> str:
    """Return a uid as it can be kept: one of more than 255 characters by its SHA-256."""
    if len(uid) <= UID_LENGTH:
        return uid
    return hashlib.sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()
