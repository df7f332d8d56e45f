"""One meeting of a calendar as an interaction: when, where, who, about what."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crm.formats.ics_people import company
from crm.formats.ics_properties import SHOWN_LENGTH, Event, Moment, Property, length, moment
from crm.formats.ics_zones import Zones, day_of, local, placed, utc
from crm.formats.records import InteractionRecord
from crm.i18n import _
from crm.text import clean, clean_line

UID_LENGTH = 255
DETAILS_LENGTH = 100_000
HIGHEST_SEQUENCE = 999_999
CANCELLED = "cancelled"
# Calendars hold these without a place for them here; they are kept to be looked at.
_REMARKS = ("URL", "CONFERENCE", "CONTACT", "COMMENT", "RELATED-TO", "RESOURCES")


@dataclass(slots=True)
class Meeting:
    """An entry with its moments worked out: `span` is how long it takes, None where unknown."""

    event: Event
    uid: str
    start: Moment | None
    span: timedelta | None
    template: InteractionRecord

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the meeting is called off."""
        return self.template.status == CANCELLED


def meeting(event: Event, zones: Zones) -> Meeting:
    """Work an entry out; raises ValueError for one that says no moment it begins at.

    Only what calls a meeting off need not say when it is (RFC 5546 3.2.5).
    """
    status = CANCELLED if _is_cancelled(event) else ""
    start = _moment(event, "DTSTART", zones)
    if start is None and status != CANCELLED:
        raise ValueError(event.name)
    uid = clean_line(event.text("UID"))
    known = company(event)
    template = InteractionRecord(
        line=event.line,
        type="meeting",
        status=status,
        subject=clean_line(event.text("SUMMARY")),
        place=clean_line(event.text("LOCATION")) or ", ".join(known.rooms),
        details=_details(event),
        topics=_topics(event),
        participants=list(known.people.values()),
        attachments=list(filter(None, map(_attachment_name, event.all("ATTACH")))),
        revision=_revision_text(event),
        unmapped=_remarks(event),
    )
    span = None if start is None else _span(event, start, zones)
    return Meeting(event, uid or _made_up_uid(event), start, span, template)


def record(one: Meeting, start: Moment | None, name: str, thread: str) -> InteractionRecord:
    """Return the interaction of a meeting that begins at a moment.

    `name` tells it from others of its series, empty where there is none.
    """
    made = replace(
        one.template,
        uid=identity(f"{one.uid}/{name}" if name else one.uid),
        thread=identity(thread) if thread else "",
        starts_at="" if start is None else local(start),
        ends_at="" if start is None else _ends_at(start, one.span),
    )
    made.participants = [replace(participant) for participant in one.template.participants]
    made.topics, made.attachments = list(made.topics), list(made.attachments)
    made.unmapped, made.problems = dict(made.unmapped), []
    return made


def identity(uid: str) -> str:
    """Return a uid as it can be kept: one of more than 255 characters by its SHA-256."""
    if len(uid) <= UID_LENGTH:
        return uid
    return hashlib.sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()


def revision(event: Event) -> tuple[int, str]:
    """Return what orders the versions of an entry: its sequence, then when it was made."""
    written = event.text("SEQUENCE")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
    stamps = (event.text(name) for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"))
    return min(number, HIGHEST_SEQUENCE), next((stamp[:20] for stamp in stamps if stamp), "")


def _revision_text(event: Event) -> str:
    number, stamp = revision(event)
    return f"{number:06d} {clean_line(stamp)}".strip()


def _made_up_uid(event: Event) -> str:
    """Return a uid for an entry that has none: the same when the file is read again."""
    names = ("DTSTART", "SUMMARY", "ORGANIZER", "RECURRENCE-ID")
    said = [found.raw for name in names if (found := event.first(name))]
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _is_cancelled(event: Event) -> bool:
    return event.method == "CANCEL" or event.text("STATUS").upper() == "CANCELLED"


# --- When ----------------------------------------------------------------------------------------


def occurrence_of(event: Event, zones: Zones) -> Moment | None:
    """Return which meeting of its series an entry changes (RFC 5545 3.8.4.4), None for none."""
    return _moment(event, "RECURRENCE-ID", zones)


def _moment(event: Event, name: str, zones: Zones) -> Moment | None:
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
        event.problems.append(found.problem(message.format(name=found.zone[:SHOWN_LENGTH])))
    return placed(value, zone)


def _span(event: Event, start: Moment, zones: Zones) -> timedelta | None:
    """Return how long a meeting takes; of whole days, the day after the last one counts."""
    end = _moment(event, "DTEND", zones)
    span = _length(event) if end is None else _between(start, end)
    if span is not None and span < timedelta(0):
        found = event.first("DTEND") or event.first("DURATION")
        if found:
            message = _("The meeting ends before it begins: the end is left out.")
            event.problems.append(found.problem(message))
        return None
    return span or None


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


def _between(start: Moment, end: Moment) -> timedelta:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return day_of(end) - day_of(start)
    if start.tzinfo == end.tzinfo:
        return end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if start.tzinfo is None or end.tzinfo is None:
        return _by_the_clock_here(end) - _by_the_clock_here(start)
    return utc(end) - utc(start)


def _by_the_clock_here(when: datetime) -> datetime:
    return datetime.fromisoformat(local(when))


def _ends_at(start: Moment, span: timedelta | None) -> str:
    if span is None:
        return ""
    try:
        if isinstance(start, datetime):
            return local(start + span)
        last: date = start + timedelta(days=max(span.days - 1, 0))
    except OverflowError:
        return ""
    return local(last) if last > start else ""


# --- What ----------------------------------------------------------------------------------------


def _details(event: Event) -> str:
    text = event.text("DESCRIPTION")
    if not text and (markup := event.text("X-ALT-DESC")):
        from crm.formats.eml_markup import plain_text

        text = plain_text(markup)
    found = event.first("DESCRIPTION") or event.first("X-ALT-DESC")
    if found and len(text) > DETAILS_LENGTH:
        message = _("The description is cut after {count} characters.")
        event.problems.append(found.problem(message.format(count=DETAILS_LENGTH)))
    return clean(text[:DETAILS_LENGTH]).strip()


def _topics(event: Event) -> list[str]:
    listed = (clean_line(text) for found in event.all("CATEGORIES") for text in found.texts)
    return list(dict.fromkeys(filter(None, listed)))


def _attachment_name(attached: Property) -> str:
    """Return the file name or the address of an attachment, else what kind of file it is."""
    for parameter in ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME"):
        if name := clean_line(attached.parameter(parameter)):
            return name
    is_inline = attached.parameter("ENCODING").upper() == "BASE64"
    if is_inline or attached.raw[:5].casefold() == "data:":
        return clean_line(attached.parameter("FMTTYPE")) or _("attachment")
    return clean_line(attached.text)


def _remarks(event: Event) -> dict[str, str]:
    said = {name: clean(event.text(name))[:2_000] for name in _REMARKS if event.first(name)}
    return {name: text for name, text in said.items() if text}
