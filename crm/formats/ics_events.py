"""Events of a calendar that is written: meetings, and the days on which promises are due."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from icalendar import Event
from icalendar.prop import vCalAddress, vCategory, vText

from crm.dates import last_day
from crm.formats import ics_marks
from crm.formats.ics_people import ANSWERED, ORGANISER
from crm.formats.ics_spans import dates_of, span_of
from crm.formats.ics_stamps import Text, put_text, stamp
from crm.formats.ics_tasks import described
from crm.i18n import _
from crm.text import clean_line
from crm.vocabulary import Attendance, FollowUpStatus, InteractionStatus

_ANSWERS = {
    Attendance.INVITED: "NEEDS-ACTION",
    Attendance.ACCEPTED: "ACCEPTED",
    Attendance.DECLINED: "DECLINED",
    Attendance.ATTENDED: "ACCEPTED",
    Attendance.ABSENT: "DECLINED",
}
_ROLES = {"chair": "CHAIR", "optional": "OPT-PARTICIPANT"}
_SETTLED = (FollowUpStatus.DONE, FollowUpStatus.CANCELLED)


def event(item: Mapping[str, Any]) -> Event:
    """Return an interaction, as in our JSON, as an event; raises Invalid where it has no date."""
    written = Event()
    stamp(written, item, item["uid"])
    _put_dates(written, item["starts_at"], item.get("ends_at") or "", item.get("status"))
    put_text(written, "summary", item.get("subject"))
    put_text(written, "location", item.get("place"))
    put_text(written, "description", item.get("details"))
    put_text(written, ics_marks.KIND, item["kind"])
    _put_topics(written, item)
    for participant in item.get("participants") or ():
        _put_participant(written, participant)
    return written


def due_day(item: Mapping[str, Any]) -> Event | None:
    """Return the day on which a follow-up is due as an event, None where there is none ahead."""
    if not item.get("due_date") or item.get("status") in _SETTLED:
        return None
    written = Event()
    stamp(written, item, f"{item['uid']}{ics_marks.DUE_DAY}")
    day = last_day(item["due_date"])
    written.add("dtstart", day)
    written.add("transp", "TRANSPARENT")
    put_text(written, "summary", _("Due: {title}").format(title=item["title"]))
    put_text(written, "description", described(item))
    put_text(written, "related-to", item["uid"])
    return written


def _put_topics(written: Event, item: Mapping[str, Any]) -> None:
    names = [clean_line(topic["name"]) for topic in item.get("topics") or ()]
    if names:
        categories = vCategory(names)
        categories.cats = [Text(name) for name in names]
        written.add("categories", categories)


def _put_dates(written: Event, starts_at: str, ends_at: str, status: str | None) -> None:
    start, end = span_of(starts_at, ends_at)
    written.add("dtstart", start)
    if end is not None:
        written.add("dtend", end)
    length: timedelta | None = None if end is None else end - start
    if dates_of(start, length) != (starts_at, ends_at):
        written.add(ics_marks.DATES, f"{starts_at}/{ends_at}")
    is_partial = len(starts_at) < len("2019-04-11")
    if is_partial:
        written.add("transp", "TRANSPARENT")
    if status == InteractionStatus.CANCELLED:
        written.add("status", "CANCELLED")
    else:
        written.add("status", "TENTATIVE" if is_partial else "CONFIRMED")


# --- Participants --------------------------------------------------------------------------------


def _put_participant(written: Event, participant: Mapping[str, Any]) -> None:
    """Add somebody who takes part; the organiser stands there twice, as calendars have it."""
    attendee = _address(participant)
    function = clean_line(participant.get("function") or "")
    if function == ORGANISER and participant.get("email") and "ORGANIZER" not in written:
        written.add("organizer", _address(participant))
    elif function and function not in _ROLES:
        _put_parameter(attendee, ics_marks.FUNCTION, function)
    attendee.params["ROLE"] = vText(_ROLES.get(function, "REQ-PARTICIPANT"))
    attendance = participant.get("attendance") or Attendance.INVITED
    attendee.params["PARTSTAT"] = vText(_ANSWERS[Attendance(attendance)])
    if attendance in ANSWERED:
        _put_parameter(attendee, ics_marks.ATTENDANCE, attendance)
    organisation = participant.get("organisation")
    if organisation:
        _put_parameter(attendee, ics_marks.ORGANISATION, organisation["name"])
        if not participant.get("person"):
            attendee.params["CUTYPE"] = vText("GROUP")
    _put_parameter(attendee, ics_marks.ROLE, participant.get("role"))
    written.add("attendee", attendee)


def _address(participant: Mapping[str, Any]) -> vCalAddress:
    """Return the address of a participant, to whom no server sends anything (RFC 6638 7.1)."""
    email = clean_line(participant.get("email") or "")
    address = vCalAddress(f"mailto:{email}" if email else ics_marks.NO_ADDRESS)
    named = participant.get("person") or participant.get("organisation") or {}
    _put_parameter(address, "CN", named.get("name"))
    address.params["SCHEDULE-AGENT"] = vText("NONE")
    return address


def _put_parameter(address: vCalAddress, name: str, text: str | None) -> None:
    if said := clean_line(text or ""):
        address.params[name] = vText(said)
