"""Of several versions of a meeting the one that counts is read, whatever else a message asks."""

import pytest

from tests.formats.calendars import (
    calendar,
    dates,
    event,
    interactions,
    meetings,
    records,
    rejections,
)
from tests.formats.files import WriteFile
from tests.formats.outlook import INVITATION, OUTLOOK_UID, OUTLOOK_ZONE, outlook

pytestmark = pytest.mark.usefixtures("stockholm")


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
    found = interactions(records(file, calendar(answer, method="REPLY") + calendar(asked)))
    assert [(one.subject, one.is_answer) for one in found] == [
        ("Talk", False),
        ("Accepted: Talk", True),
    ]
    told = found[1].participants
    assert [(who.email, who.attendance) for who in told] == [("a@b.se", "accepted")]


def test_an_answer_tells_of_whoever_answers_last_and_to_which_meeting(file: WriteFile) -> None:
    def answer(who: str, status: str, stamp: str, *lines: str) -> list[str]:
        told = f"ATTENDEE;PARTSTAT={status}:mailto:{who}@b.se"
        return event(told, "ATTENDEE:mailto:other@b.se", f"DTSTAMP:{stamp}", *lines, start="")

    found = meetings(
        file,
        answer("a", "DECLINED", "20190420T000000Z"),
        answer("a", "ACCEPTED", "20190410T000000Z"),
        answer("b", "TENTATIVE", "20190420T000000Z"),
        answer("a", "ACCEPTED", "20190420T000000Z", "RECURRENCE-ID:20190517T080000Z"),
        answer("a", "ACCEPTED", "20190420T000000Z", "RECURRENCE-ID:some day"),
        method="REPLY",
    )
    assert [(one.uid, one.participants[0].attendance) for one in found] == [
        ("u1", "declined"),
        ("u1", "invited"),
        ("u1/20190517T080000Z", "accepted"),
    ]
    assert {(len(one.participants), one.thread) for one in found} == {(1, "u1")}
    assert {one.revision for one in found} == {"- 20190420T000000Z"}


def test_an_answer_may_be_for_later_meetings_too(file: WriteFile) -> None:
    day = "RECURRENCE-ID;RANGE=THISANDFUTURE:20190517T080000Z"
    (found,) = meetings(file, event("SEQUENCE:2", day, start=""), method="REPLY")
    assert (found.uid, found.goes_on) == ("u1/20190517T080000Z", True)
    assert (found.starts_at, found.revision) == ("2019-05-17T10:00", "000002")


@pytest.mark.parametrize("method", ["COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_what_only_asks_about_a_meeting_is_rejected(file: WriteFile, method: str) -> None:
    found = records(file, calendar(event("SUMMARY:Talk"), method=method))
    assert rejections(found) == [(5, "The message is about a meeting but does not tell of it.")]
