import pytest

from crm import formats
from crm.errors import FormatError
from crm.formats.records import ParticipantRecord
from tests.formats.calendars import (
    calendar,
    dates,
    event,
    interactions,
    meetings,
    records,
    rejections,
    task,
)
from tests.formats.files import WriteFile

pytestmark = pytest.mark.usefixtures("stockholm")

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


def test_an_invitation_from_outlook(file: WriteFile) -> None:
    (one,) = meetings(file, OUTLOOK_ZONE, INVITATION, method="REQUEST")
    assert (one.uid, one.type, one.thread) == (OUTLOOK_UID, "meeting", "")
    assert one.subject == "Kompetensförsörjning, lägesrapport"
    assert (one.starts_at, one.ends_at) == ("2019-05-10T13:00", "2019-05-10T14:30")
    assert one.details == "Dagordning:\n\n1. Läget\n2. Övrigt"
    assert one.place == "Sal Bottenhavet"
    assert one.participants == [
        ParticipantRecord(
            "Emil Högberg", "emil.hogberg@regeringskansliet.se", function="organiser"
        ),
        ParticipantRecord("Günther Mårder", "gunther.marder@foretagarna.se", attendance="invited"),
        ParticipantRecord(
            "Lundwall, Göran (ALMI)",
            "Goran.Lundwall@almi.se",
            attendance="accepted",
            function="optional",
        ),
    ]
    assert one.revision == "000000 20190412T070000Z"
    assert one.problems == []


def test_whether_it_is_planned_or_held_is_left_to_its_day(file: WriteFile) -> None:
    found = meetings(
        file,
        event("SUMMARY:Behind us", uid="a", start="DTSTART:20180510T080000Z"),
        event("SUMMARY:Ahead", "STATUS:TENTATIVE", uid="b"),
        event("SUMMARY:Off", "STATUS:CANCELLED", uid="c"),
    )
    assert [one.status for one in found] == ["", "", "cancelled"]


def test_an_update_takes_the_place_of_what_it_updates(file: WriteFile) -> None:
    moved = outlook(
        "SUMMARY:Kompetensförsörjning",
        "DTSTART;TZID=W. Europe Standard Time:20190517T130000",
        "DTEND;TZID=W. Europe Standard Time:20190517T143000",
        sequence=1,
        stamp="20190415T070000Z",
    )
    for versions in ([INVITATION, moved], [moved, INVITATION]):
        (one,) = meetings(file, OUTLOOK_ZONE, *versions)
        assert dates([one]) == [("2019-05-17T13:00", "2019-05-17T14:30")]
        assert one.revision == "000001 20190415T070000Z"


def test_of_two_versions_that_are_equally_new_the_later_counts(file: WriteFile) -> None:
    (one,) = meetings(file, event("SUMMARY:First"), event("SUMMARY:Second"))
    assert one.subject == "Second"


def test_a_cancellation_says_what_is_off(file: WriteFile) -> None:
    called_off = outlook("SUMMARY:Inställt: Kompetensförsörjning", sequence=2)
    (alone,) = meetings(file, OUTLOOK_ZONE, called_off, method="CANCEL")
    assert (alone.uid, alone.status) == (OUTLOOK_UID, "cancelled")
    assert (alone.starts_at, alone.thread) == ("", OUTLOOK_UID)

    both = calendar(OUTLOOK_ZONE, INVITATION) + calendar(called_off, method="CANCEL")
    (one,) = interactions(records(file, both))
    assert (one.status, one.starts_at) == ("cancelled", "2019-05-10T13:00")
    assert one.subject == "Inställt: Kompetensförsörjning"


def test_an_answer_does_not_take_the_place_of_what_was_asked(file: WriteFile) -> None:
    answer = event(
        "SUMMARY:Accepted: Talk",
        "DTSTAMP:20190420T000000Z",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.se",
    )
    asked = event("SUMMARY:Talk", "DTSTAMP:20190410T000000Z", "ATTENDEE:mailto:c@d.se")
    (one,) = interactions(records(file, calendar(asked) + calendar(answer, method="REPLY")))
    assert one.subject == "Talk"
    (alone,) = meetings(file, answer, method="REPLY")
    assert [(who.email, who.attendance) for who in alone.participants] == [("a@b.se", "accepted")]


@pytest.mark.parametrize("method", ["COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_what_only_asks_about_a_meeting_is_rejected(file: WriteFile, method: str) -> None:
    found = records(file, calendar(event("SUMMARY:Talk"), method=method))
    assert rejections(found) == [(5, "The message is about a meeting but does not tell of it.")]


GOOGLE_SERIES = event(
    "DTEND;TZID=Europe/Stockholm:20190507T100000",
    "RRULE:FREQ=WEEKLY;UNTIL=20190528T215959Z;BYDAY=TU",
    "EXDATE;TZID=Europe/Stockholm:20190514T090000",
    "DESCRIPTION:Länk:<br><ul><li>Ett &amp\\; annat</li></ul>",
    "SUMMARY:Avstämning",
    uid="abc@google.com",
    start="DTSTART;TZID=Europe/Stockholm:20190507T090000",
)
GOOGLE_EXCEPTION = event(
    "DTEND;TZID=Europe/Stockholm:20190522T150000",
    "RECURRENCE-ID;TZID=Europe/Stockholm:20190521T090000",
    "SUMMARY:Avstämning (flyttad)",
    uid="abc@google.com",
    start="DTSTART;TZID=Europe/Stockholm:20190522T140000",
)


@pytest.mark.parametrize("is_exception_first", [True, False])
def test_a_series_of_google_with_an_exception(file: WriteFile, is_exception_first: bool) -> None:
    parts = [GOOGLE_SERIES, GOOGLE_EXCEPTION]
    found = meetings(file, *(reversed(parts) if is_exception_first else parts))
    assert [(one.subject, one.starts_at, one.ends_at) for one in found] == [
        ("Avstämning", "2019-05-07T09:00", "2019-05-07T10:00"),
        ("Avstämning (flyttad)", "2019-05-22T14:00", "2019-05-22T15:00"),
        ("Avstämning", "2019-05-28T09:00", "2019-05-28T10:00"),
    ]
    assert [one.uid for one in found] == [
        "abc@google.com/20190507T070000Z",
        "abc@google.com/20190521T070000Z",
        "abc@google.com/20190528T070000Z",
    ]
    assert {one.thread for one in found} == {"abc@google.com"}
    assert found[0].details == "Länk:\n\n- Ett & annat"


def test_one_meeting_of_a_series_that_is_called_off(file: WriteFile) -> None:
    off = event(
        "RECURRENCE-ID:20190517T080000Z", "STATUS:CANCELLED", start="DTSTART:20190517T080000Z"
    )
    found = meetings(file, event("RRULE:FREQ=WEEKLY;COUNT=3"), off)
    assert [one.status for one in found] == ["", "cancelled", ""]


def test_a_series_that_is_called_off_takes_its_exceptions_with_it(file: WriteFile) -> None:
    changed = event("RECURRENCE-ID:20190517T080000Z", start="DTSTART:20190518T080000Z")
    found = meetings(file, event("RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED"), changed)
    assert [one.status for one in found] == ["cancelled"] * 3


def test_an_exception_without_its_series_stands_alone(file: WriteFile) -> None:
    (one,) = meetings(file, GOOGLE_EXCEPTION)
    assert (one.uid, one.thread) == ("abc@google.com/20190521T070000Z", "abc@google.com")


ONWARD = "RECURRENCE-ID;RANGE=THISANDFUTURE:20190517T080000Z"


def test_a_change_may_be_for_all_later_meetings(file: WriteFile) -> None:
    changed = event(ONWARD, "SUMMARY:Flyttat", start="DTSTART:20190518T090000Z")
    alone = event("RECURRENCE-ID:20190524T080000Z", start="DTSTART:20190524T120000Z")
    found = meetings(file, event("RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Möte"), changed, alone)
    assert [(one.starts_at[5:], one.subject) for one in found] == [
        ("05-10T10:00", "Möte"),
        ("05-18T11:00", "Flyttat"),
        ("05-24T14:00", ""),
        ("06-01T11:00", "Flyttat"),
    ]
    assert [one.problems for one in found] == [[]] * 4
    assert [one.uid[-16:] for one in found] == [f"201905{day}T080000Z" for day in (10, 17, 24, 31)]


def test_all_later_meetings_may_be_called_off(file: WriteFile) -> None:
    changed = event(ONWARD, "STATUS:CANCELLED", start="DTSTART:20190517T080000Z")
    found = meetings(file, event("RRULE:FREQ=WEEKLY;COUNT=4"), changed)
    assert [one.status for one in found] == ["", "cancelled", "cancelled", "cancelled"]


def test_a_change_of_all_later_meetings_of_nothing_is_pointed_out(file: WriteFile) -> None:
    changed = event(ONWARD, start="DTSTART:20190517T090000Z")
    (one,) = meetings(file, changed)
    assert [problem.field for problem in one.problems] == ["RECURRENCE-ID"]


def test_whole_days_of_apple(file: WriteFile) -> None:
    almedalen = event(
        "DTEND;VALUE=DATE:20190705",
        "SUMMARY:Almedalen",
        "TRANSP:TRANSPARENT",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Visby";X-TITLE=Visby:geo:57.6,18.3',
        'ATTACH;FMTTYPE=application/pdf;FILENAME="Program.pdf":https://example.org/1',
        "CATEGORIES:Almedalen,Kompetens\\, utbildning",
        start="DTSTART;VALUE=DATE:20190702",
    )
    day = event("DTEND;VALUE=DATE:20190703", uid="u2", start="DTSTART;VALUE=DATE:20190702")
    found = meetings(file, almedalen, day)
    assert dates(found) == [("2019-07-02", "2019-07-04"), ("2019-07-02", "")]
    assert found[0].attachments == ["Program.pdf"]
    assert found[0].topics == ["Almedalen", "Kompetens, utbildning"]


def test_whole_days_of_outlook_are_given_by_midnights(file: WriteFile) -> None:
    found = meetings(
        file,
        event(
            "DTEND;TZID=W. Europe Standard Time:20190704T000000",
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            start="DTSTART;TZID=W. Europe Standard Time:20190702T000000",
        ),
    )
    assert dates(found) == [("2019-07-02", "2019-07-03")]


def test_a_broken_entry_leaves_its_neighbours_alone(file: WriteFile) -> None:
    broken = event("SUMMARY:Broken", uid="b", start="DTSTART:tomorrow")
    cut_off = event("SUMMARY:Cut off", uid="c")[:-1]
    found = records(file, calendar(event(uid="a"), broken, cut_off, event(uid="d")))
    assert [one.uid for one in interactions(found)] == ["a", "c", "d"]
    assert rejections(found) == [(8, "The entry does not say when it begins.")]
    assert [problem.message for problem in interactions(found)[1].problems] == [
        "The entry is cut off: what is missing may be more than its end."
    ]


def test_journals_and_busy_times_are_counted(file: WriteFile) -> None:
    journal = ["BEGIN:VJOURNAL", "SUMMARY:Dear diary", "END:VJOURNAL"]
    path = file(calendar(journal, journal, event(), task("SUMMARY:Write")), "calendar.ics")
    described = formats.describe(path)
    assert (described.format, described.records) == ("ics", "interactions")
    assert [one.message for one in described.problems] == [
        "Journal entries are not read: 2 in this file."
    ]


def test_a_calendar_is_read_in_a_process_of_its_own(file: WriteFile) -> None:
    path = file(calendar(event("STATUS:CANCELLED"), task("SUMMARY:Write")), "calendar.ics")
    assert [record.kind for record in formats.read(path)] == ["interaction", "entry"]


def test_what_is_no_calendar_is_refused(file: WriteFile) -> None:
    with pytest.raises(FormatError, match=r"is no calendar"):
        records(file, "Subject: Hello\n\nWorld\n")
