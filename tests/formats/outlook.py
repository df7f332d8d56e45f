"""A meeting as Outlook invites to it."""

from tests.formats.calendars import event

OUTLOOK_ZONE = [
    "BEGIN:VTIMEZONE",
    "TZID:W. Europe Standard Time",
    "BEGIN:STANDARD",
    "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
]
OUTLOOK_UID = "040000008200E00074C5B7101A82E00800000000"
OUTLOOK_PEOPLE = [
    "ORGANIZER;CN=Emil Högberg:mailto:emil.hogberg@regeringskansliet.se",
    "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN='Günther Må",
    " rder':mailto:gunther.marder@foretagarna.se",
    'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="Lundwall, Göran',
    '  (ALMI)":MAILTO:Goran.Lundwall@almi.se',
    "ATTENDEE;ROLE=NON-PARTICIPANT;CUTYPE=RESOURCE;CN=Sal Bottenhavet:mailto:sal@rk.se",
]


def outlook(*lines: str, sequence: int, stamp: str = "20190412T070000Z") -> list[str]:
    """Return a version of the meeting as its lines, with all that Outlook adds."""
    return event(
        *OUTLOOK_PEOPLE,
        *lines,
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{sequence}",
        "CLASS:PUBLIC",
        "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
        "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
        "BEGIN:VALARM",
        "DESCRIPTION:REMINDER",
        "TRIGGER;RELATED=START:-PT15M",
        "ACTION:DISPLAY",
        "END:VALARM",
        uid=OUTLOOK_UID,
        start="",
    )


INVITATION = outlook(
    "SUMMARY;LANGUAGE=sv-SE:Kompetensförsörjning\\, lägesrapport",
    "DTSTART;TZID=W. Europe Standard Time:20190510T130000",
    "DTEND;TZID=W. Europe Standard Time:20190510T143000",
    "LOCATION;LANGUAGE=sv-SE:",
    "DESCRIPTION;LANGUAGE=sv-SE:Dagordning:\\n\\n1. Läget\\n2. Övrigt\\n",
    sequence=0,
)
