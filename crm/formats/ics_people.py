"""Who takes part in a meeting: its organiser and attendees (RFC 5545 3.8.4), rooms apart."""

from dataclasses import dataclass, field
from urllib.parse import unquote

from crm.formats import ics_marks
from crm.formats.ics_properties import Event, Property
from crm.formats.records import ParticipantRecord
from crm.i18n import _, ngettext
from crm.text import clean_line

ATTENDEES = 2_000
ORGANISER = "organiser"
# RFC 5545 3.2.16: what is required of a participant is no function.
_FUNCTIONS = {"CHAIR": "chair", "OPT-PARTICIPANT": "optional"}
# RFC 5545 3.2.12: whoever has not said yes or no, perhaps only maybe, is invited. Who sends
# somebody else does not come.
_ATTENDANCE = {"ACCEPTED": "accepted", "DECLINED": "declined", "DELEGATED": "declined"}
# What came of an answer, which only our own calendars say.
ANSWERED = {"attended": "accepted", "absent": "declined"}
# The addresses of calendars at Google, which stand where a person's would.
_CALENDARS = ("@group.calendar.google.com", "unknownorganizer@calendar.google.com")


@dataclass(slots=True)
class Company:
    """Those who take part, and the rooms and other things that are booked for them."""

    people: dict[tuple[str, str], ParticipantRecord] = field(default_factory=dict)
    rooms: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)


def company(event: Event) -> Company:
    """Return who takes part in a meeting, each once; a group becomes a problem to look at."""
    found = Company()
    organiser = event.first("ORGANIZER")
    if organiser:
        _join(found, _participant(organiser, function=ORGANISER, attendance=""))
    attendees = event.all("ATTENDEE")
    for attendee in attendees[:ATTENDEES]:
        _take(found, event, attendee)
    beyond = attendees[ATTENDEES:]
    left_out = len(beyond) + event.left_out.get("ATTENDEE", 0)
    if left_out and attendees:
        _say_how_many(event, beyond[0] if beyond else attendees[-1], left_out)
    return found


def _say_how_many(event: Event, attendee: Property, left_out: int) -> None:
    message = ngettext(
        "{count} more attendee is left out.", "{count} more attendees are left out.", left_out
    )
    event.problems.append(attendee.problem(message.format(count=left_out)))


def _take(found: Company, event: Event, attendee: Property) -> None:
    kind = attendee.parameter("CUTYPE").upper()
    organisation = clean_line(attendee.parameter(ics_marks.ORGANISATION))
    if kind == "ROOM":
        found.rooms.append(_label(attendee))
    elif kind == "RESOURCE":
        found.resources.append(_label(attendee))
    elif kind == "GROUP" and not organisation:
        message = _("{name} is a group: the members that came are to be added by hand.")
        event.problems.append(attendee.problem(message.format(name=_label(attendee))))
    else:
        who = _participant(attendee, function=_function(attendee), attendance=_answer(attendee))
        who.organisation = organisation
        who.role = clean_line(attendee.parameter(ics_marks.ROLE))
        who.name = "" if kind == "GROUP" else who.name
        _join(found, who)


def _participant(who: Property, *, function: str, attendance: str) -> ParticipantRecord:
    email = _address(who)
    return ParticipantRecord(
        name=_name(who, email), email=email, attendance=attendance, function=function
    )


def _join(found: Company, who: ParticipantRecord) -> None:
    """Add a participant; who is there already, as the organiser may be, answers once."""
    if not (who.name or who.email or who.organisation) or who.email.endswith(_CALENDARS):
        return
    key = (who.email.casefold(), "") if who.email else (who.name.casefold(), who.organisation)
    known = found.people.setdefault(key, who)
    known.name = known.name or who.name
    known.attendance = who.attendance if known.attendance in ("", "invited") else known.attendance
    known.function = known.function or who.function
    known.organisation = known.organisation or who.organisation
    known.role = known.role or who.role


def _function(attendee: Property) -> str:
    marked = clean_line(attendee.parameter(ics_marks.FUNCTION))
    return marked or _FUNCTIONS.get(attendee.parameter("ROLE").upper(), "")


def _answer(attendee: Property) -> str:
    """Return what an attendee answered; whether they came, as far as the answer fits it."""
    answer = _ATTENDANCE.get(attendee.parameter("PARTSTAT").upper(), "invited")
    marked = attendee.parameter(ics_marks.ATTENDANCE)
    return marked if ANSWERED.get(marked) == answer else answer


def _label(who: Property) -> str:
    email = _address(who)
    return _name(who, email) or email


def _name(who: Property, email: str) -> str:
    """Return the name of a participant, which many programs fill with the address."""
    name = clean_line(who.parameter("CN")).strip("'\"")
    return "" if name.casefold() == email.casefold() else name


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
