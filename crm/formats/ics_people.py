"""Who takes part in a meeting: its organiser and attendees (RFC 5545 3.8.4), rooms apart."""

from dataclasses import dataclass, field
from urllib.parse import unquote

from crm.formats.ics_properties import Event, Property
from crm.formats.records import ParticipantRecord
from crm.i18n import _, ngettext
from crm.text import clean_line

ATTENDEES = 2_000
ORGANISER = "organiser"
# RFC 5545 3.2.16: what is required of a participant is no function.
_FUNCTIONS = {"CHAIR": "chair", "OPT-PARTICIPANT": "optional"}
# RFC 5545 3.2.12: whoever has not said yes or no is invited.
_ATTENDANCE = {"ACCEPTED": "accepted", "DECLINED": "declined"}
# The addresses of calendars at Google, which stand where a person's would.
_CALENDARS = ("@group.calendar.google.com", "unknownorganizer@calendar.google.com")


@dataclass(slots=True)
class Company:
    """Those who take part, and the rooms that are booked for them."""

    people: dict[str, ParticipantRecord] = field(default_factory=dict)
    rooms: list[str] = field(default_factory=list)


def company(event: Event) -> Company:
    """Return who takes part in a meeting, each once; a group becomes a problem to look at."""
    found = Company()
    organiser = event.first("ORGANIZER")
    if organiser:
        _join(found, organiser, function=ORGANISER, attendance="")
    attendees = event.all("ATTENDEE")
    for attendee in attendees[:ATTENDEES]:
        _take(found, event, attendee)
    if len(attendees) > ATTENDEES:
        _say_how_many(event, attendees[-1], len(attendees) - ATTENDEES)
    return found


def _say_how_many(event: Event, attendee: Property, left_out: int) -> None:
    message = ngettext(
        "{count} more attendee is left out.", "{count} more attendees are left out.", left_out
    )
    event.problems.append(attendee.problem(message.format(count=left_out)))


def _take(found: Company, event: Event, attendee: Property) -> None:
    kind = attendee.parameter("CUTYPE").upper()
    if kind == "ROOM":
        found.rooms.append(_name(attendee) or _address(attendee))
    elif kind == "GROUP":
        message = _("{name} is a group: the members that came are to be added by hand.")
        name = _name(attendee) or _address(attendee)
        event.problems.append(attendee.problem(message.format(name=name)))
    elif kind != "RESOURCE":
        _join(
            found,
            attendee,
            function=_FUNCTIONS.get(attendee.parameter("ROLE").upper(), ""),
            attendance=_ATTENDANCE.get(attendee.parameter("PARTSTAT").upper(), "invited"),
        )


def _join(found: Company, who: Property, *, function: str, attendance: str) -> None:
    """Add a participant; who is there already, as the organiser may be, answers once."""
    name, email = _name(who), _address(who)
    if not (name or email) or email.endswith(_CALENDARS):
        return
    known = found.people.get((email or name).casefold())
    if known is None:
        found.people[(email or name).casefold()] = ParticipantRecord(
            name=name, email=email, attendance=attendance, function=function
        )
        return
    known.name = known.name or name
    known.attendance = attendance if known.attendance in ("", "invited") else known.attendance
    known.function = known.function or function


def _name(who: Property) -> str:
    """Return the name of a participant, which many programs fill with the address."""
    name = clean_line(who.parameter("CN")).strip("'\"")
    return "" if name.casefold() in ("", _address(who).casefold()) else name


def _address(who: Property) -> str:
    """Return the e-mail address of a participant, of a calendar user address that is one."""
    scheme, colon, rest = who.raw.strip().partition(":")
    candidates = [rest] if colon and scheme.strip().casefold() == "mailto" else [who.raw]
    for written in [*candidates, who.parameter("EMAIL")]:
        address = clean_line(unquote(written.partition("?")[0])).strip("<>")
        if _looks_like_an_address(address):
            return address
    return ""


def _looks_like_an_address(text: str) -> bool:
    name, at, domain = text.rpartition("@")
    return bool(name and at and domain) and not any(sign in text for sign in " :/;,")
