import pytest

from crm.formats import ics_lines
from tests.formats.calendars import event, meetings
from tests.formats.files import WriteFile

pytestmark = pytest.mark.usefixtures("stockholm")


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("ATTENDEE;CN=Anna Ek:mailto:anna@ek.se", "Anna Ek", "anna@ek.se"),
        ("ATTENDEE:MAILTO:anna@ek.se", "", "anna@ek.se"),
        ('ATTENDEE;CN="Ek, Anna: VD; ordf":mailto:anna@ek.se', "Ek, Anna: VD; ordf", "anna@ek.se"),
        # RFC 6868 for what a parameter cannot hold.
        ("ATTENDEE;CN=Anna ^'Annis^' Ek ^^:mailto:anna@ek.se", 'Anna "Annis" Ek ^', "anna@ek.se"),
        # A quotation mark that is never closed, a comma without one, blanks where none belong.
        ('ATTENDEE;CN="Anna Ek:mailto:anna@ek.se', "Anna Ek", "anna@ek.se"),
        ("ATTENDEE;CN=Ek, Anna;RSVP=TRUE:mailto:anna@ek.se", "Ek, Anna", "anna@ek.se"),
        ("ATTENDEE ; CN = Anna Ek : mailto:anna@ek.se", "Anna Ek", "anna@ek.se"),
        # The address for a name, as Google and Outlook have it.
        ("ATTENDEE;CN=anna@ek.se:mailto:Anna@ek.se", "", "Anna@ek.se"),
        ("ATTENDEE;CN='anna@ek.se':mailto:anna@ek.se", "", "anna@ek.se"),
        # The address in a parameter, as Exchange and Apple have it.
        ("ATTENDEE;CN=Anna;EMAIL=anna@ek.se:/O=EX/CN=ANNA", "Anna", "anna@ek.se"),
        ("ATTENDEE;CN=Anna;EMAIL=anna@ek.se:urn:uuid:1", "Anna", "anna@ek.se"),
        ("ATTENDEE;CN=Anna:invalid:nomail", "Anna", ""),
        ("ATTENDEE;CN=Anna:anna@ek.se", "Anna", "anna@ek.se"),
        ("ATTENDEE:mailto:anna%2Bmote@ek.se?subject=Hej", "", "anna+mote@ek.se"),
    ],
)
def test_who_takes_part(file: WriteFile, line: str, name: str, email: str) -> None:
    (one,) = meetings(file, event(line))
    assert [(who.name, who.email) for who in one.participants] == [(name, email)]
    assert one.problems == []


@pytest.mark.parametrize(
    ("answer", "attendance"),
    [
        ("", "invited"),
        (";PARTSTAT=NEEDS-ACTION", "invited"),
        (";PARTSTAT=ACCEPTED", "accepted"),
        (";partstat=accepted", "accepted"),
        (";PARTSTAT=DECLINED", "declined"),
        # Perhaps is no yes, and who sends somebody else does not come.
        (";PARTSTAT=TENTATIVE", "invited"),
        (";PARTSTAT=DELEGATED", "declined"),
        (";PARTSTAT=X-SOMETHING", "invited"),
        (";PARTSTAT=ACCEPTED;X-SAMVERKAN-ATTENDANCE=attended", "attended"),
        # An answer that was changed after we wrote it counts.
        (";PARTSTAT=DECLINED;X-SAMVERKAN-ATTENDANCE=attended", "declined"),
        (";PARTSTAT=ACCEPTED;X-SAMVERKAN-ATTENDANCE=anything", "accepted"),
    ],
)
def test_what_they_answered(file: WriteFile, answer: str, attendance: str) -> None:
    (one,) = meetings(file, event(f"ATTENDEE{answer}:mailto:anna@ek.se"))
    assert [who.attendance for who in one.participants] == [attendance]


@pytest.mark.parametrize(
    ("role", "function"),
    [
        ("CHAIR", "chair"),
        ("REQ-PARTICIPANT", ""),
        ("OPT-PARTICIPANT", "optional"),
        ("NON-PARTICIPANT", ""),
    ],
)
def test_what_they_are_there_for(file: WriteFile, role: str, function: str) -> None:
    (one,) = meetings(file, event(f"ATTENDEE;ROLE={role}:mailto:anna@ek.se"))
    assert [who.function for who in one.participants] == [function]


def test_the_organiser_who_is_invited_too_is_there_once(file: WriteFile) -> None:
    (one,) = meetings(
        file,
        event(
            "ORGANIZER:mailto:anna@ek.se",
            "ATTENDEE;CN=Bo:mailto:bo@ek.se",
            "ATTENDEE;CN=Anna Ek;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:Anna@EK.se",
            "ATTENDEE;CN=Bo;PARTSTAT=DECLINED:mailto:bo@ek.se",
        ),
    )
    assert [(who.name, who.attendance, who.function) for who in one.participants] == [
        ("Anna Ek", "accepted", "organiser"),
        ("Bo", "declined", ""),
    ]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["ATTENDEE;CUTYPE=ROOM;CN=Sal 4:mailto:sal4@rk.se"], "Sal 4"),
        (["ATTENDEE;CUTYPE=RESOURCE;CN=Sal 4:mailto:sal4@rk.se"], "Sal 4"),
        (["ATTENDEE;CUTYPE=ROOM:mailto:sal4@rk.se"], "sal4@rk.se"),
        (["LOCATION:Rosenbad", "ATTENDEE;CUTYPE=ROOM;CN=Sal 4:mailto:sal4@rk.se"], "Rosenbad"),
        # Where a room is booked, other things are no place.
        (
            ["ATTENDEE;CUTYPE=RESOURCE;CN=Bil:mailto:bil@rk.se", "ATTENDEE;CUTYPE=ROOM;CN=A:x"],
            "A",
        ),
        (["ATTENDEE;CUTYPE=ROOM;CN=A:x", "ATTENDEE;CUTYPE=ROOM;CN=B:y"], "A, B"),
    ],
)
def test_a_room_is_a_place_and_nobody(file: WriteFile, lines: list[str], place: str) -> None:
    (one,) = meetings(file, event(*lines))
    assert (one.place, one.participants) == (place, [])


def test_a_calendar_of_google_is_nobody(file: WriteFile) -> None:
    (one,) = meetings(file, event("ORGANIZER;CN=Team:mailto:x1@group.calendar.google.com"))
    assert one.participants == []


def test_a_group_is_pointed_out(file: WriteFile) -> None:
    (one,) = meetings(file, event("ATTENDEE;CUTYPE=GROUP;CN=Styrelsen:mailto:styrelsen@ek.se"))
    assert one.participants == []
    assert [problem.message for problem in one.problems] == [
        "Styrelsen is a group: the members that came are to be added by hand."
    ]


def test_a_crowd_is_cut(file: WriteFile) -> None:
    crowd = [f"ATTENDEE:mailto:p{at}@ek.se" for at in range(2_001)]
    (one,) = meetings(file, event(*crowd))
    assert len(one.participants) == 2_000
    assert [problem.message for problem in one.problems] == ["1 more attendee is left out."]


def test_of_an_entry_that_is_too_long_each_kind_of_line_is_counted(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ics_lines, "LINES_IN_AN_ENTRY", 3)
    crowd = [f"ATTENDEE:mailto:p{at}@ek.se" for at in range(4)]
    (one,) = meetings(file, event(*crowd, "SUMMARY:Read", "COMMENT:a", "COMMENT:b"))
    assert (one.subject, one.unmapped, len(one.participants)) == ("Read", {"COMMENT": "a"}, 1)
    assert [(problem.field, problem.message) for problem in one.problems] == [
        ("COMMENT", "1 more line like this is left out: the entry is too long."),
        ("ATTENDEE", "3 more attendees are left out."),
    ]
