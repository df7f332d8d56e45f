"""One meeting of a calendar as an interaction: when, where, who, about what."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from crm.errors import Invalid
from crm.formats import ics_marks
from crm.formats.ics_people import company
from crm.formats.ics_properties import Event, Property
from crm.formats.ics_spans import Moment, dates_of, span_of
from crm.formats.ics_versions import CANCEL, identity, revision, uid_of
from crm.formats.ics_when import start_and_length
from crm.formats.ics_zones import Zones
from crm.formats.records import InteractionRecord
from crm.i18n import _
from crm.text import clean, clean_line
from crm.vocabulary import InteractionKind, InteractionStatus

DETAILS_LENGTH = 100_000
REMARK_LENGTH = 2_000
# Calendars hold these without a place for them here; they are kept to be looked at.
_REMARKS = ("URL", "CONFERENCE", "CONTACT", "COMMENT", "RELATED-TO", "RESOURCES")
# Google writes the mark-up of a web page into its descriptions.
_MARKUP = re.compile(r"<(?:br|p|div|span|ul|ol|html|html-blob)\b[^<>]{0,500}>", re.IGNORECASE)


@dataclass(slots=True)
class Meeting:
    """An entry with its moments worked out: `length` is how long it takes, None where unknown."""

    event: Event
    uid: str
    start: Moment | None
    length: timedelta | None
    template: InteractionRecord

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the meeting is called off."""
        return self.template.status == InteractionStatus.CANCELLED


def meeting(event: Event, zones: Zones) -> Meeting:
    """Work an entry out; raises ValueError for one that says no moment it begins at.

    Only what calls a meeting off need not say when it is (RFC 5546 3.2.5).
    """
    status = InteractionStatus.CANCELLED.value if _is_cancelled(event) else ""
    start, length = start_and_length(event, zones)
    if start is None and not status:
        raise ValueError(event.name)
    known = company(event)
    template = InteractionRecord(
        line=event.line,
        type=_kind(event),
        status=status,
        subject=clean_line(event.text("SUMMARY")),
        place=clean_line(event.text("LOCATION")) or ", ".join(known.rooms or known.resources),
        details=_details(event),
        topics=_topics(event),
        participants=list(known.people.values()),
        attachments=list(filter(None, map(_attachment_name, event.all("ATTACH")))),
        revision=revision(event),
        unmapped=_remarks(event),
    )
    return Meeting(event, uid_of(event), start, length, template)


def record(one: Meeting, start: Moment | None, name: str, thread: str) -> InteractionRecord:
    """Return the interaction of a meeting that begins at a moment.

    `name` tells it from others of its series, empty where there is none.
    """
    starts_at, ends_at = ("", "") if start is None else _dates(one, start)
    made = replace(
        one.template,
        uid=occurrence_uid(one.uid, name),
        thread=identity(thread) if thread else "",
        starts_at=starts_at,
        ends_at=ends_at,
    )
    made.participants = [replace(participant) for participant in one.template.participants]
    made.topics, made.attachments = list(made.topics), list(made.attachments)
    made.unmapped, made.problems = dict(made.unmapped), []
    return made


def occurrence_uid(uid: str, name: str) -> str:
    """Return the uid of a meeting of a series; without a name, of one that stands alone."""
    return identity(f"{uid}/{name}" if name else uid)


def _dates(one: Meeting, start: Moment) -> tuple[str, str]:
    """Return when a meeting is: as we marked it, where the calendar still says the same."""
    starts_at, slash, ends_at = one.event.text(ics_marks.DATES).partition("/")
    if slash:
        try:
            marked_start, marked_end = span_of(starts_at, ends_at)
        except Invalid:
            return dates_of(start, one.length)
        length = None if marked_end is None else marked_end - marked_start
        if (marked_start, length) == (start, one.length):
            return starts_at, ends_at
    return dates_of(start, one.length)


def _kind(event: Event) -> str:
    marked = event.text(ics_marks.KIND)
    return marked if marked in list(InteractionKind) else InteractionKind.MEETING.value


def _is_cancelled(event: Event) -> bool:
    return event.method == CANCEL or event.text("STATUS").upper() == "CANCELLED"


# --- What ----------------------------------------------------------------------------------------


def _details(event: Event) -> str:
    name = "DESCRIPTION" if event.text("DESCRIPTION") else "X-ALT-DESC"
    found = event.first(name)
    if found is None:
        return ""
    text = found.text
    if name == "X-ALT-DESC" or (_MARKUP.search(text) and not event.first(ics_marks.KIND)):
        from crm.formats.eml_markup import plain_text

        text = plain_text(text)
    if len(text) > DETAILS_LENGTH:
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
    said = {name: clean(event.text(name))[:REMARK_LENGTH] for name in _REMARKS if event.first(name)}
    return {name: text for name, text in said.items() if text}
