"""A calendar becomes its meetings, with what programs add to them, or one sentence."""

import pytest

from crm import formats
from crm.errors import FormatError
from crm.formats.records import ParticipantRecord, RejectedRecord
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
from tests.formats.outlook import INVITATION, OUTLOOK_UID, OUTLOOK_ZONE

UNREADABLE = "It cannot be read when the entry begins: write a date such as 20190502."
pytestmark = pytest.mark.usefixtures("stockholm")


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
    assert rejections(found) == [(8, UNREADABLE)]
    assert [one.name for one in found if isinstance(one, RejectedRecord)] == ["Broken"]
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
    assert described.problems[0].value == ""


def test_a_calendar_that_holds_nothing_says_so(file: WriteFile) -> None:
    (problem,) = formats.describe(file(calendar(), "empty.ics")).problems
    assert problem.message == "The calendar holds no meeting and no task."


def test_a_calendar_is_read_in_a_process_of_its_own(file: WriteFile) -> None:
    path = file(calendar(event("STATUS:CANCELLED"), task("SUMMARY:Write")), "calendar.ics")
    assert [record.kind for record in formats.read(path)] == ["interaction", "entry"]


def test_what_is_no_calendar_is_refused(file: WriteFile) -> None:
    with pytest.raises(FormatError, match=r"is no calendar"):
        records(file, "Subject: Hello\n\nWorld\n")
