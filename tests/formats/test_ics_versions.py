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
    (one,) = interactions(records(file, calendar(asked) + calendar(answer, method="REPLY")))
    assert one.subject == "Talk"
    (alone,) = meetings(file, answer, method="REPLY")
    assert [(who.email, who.attendance) for who in alone.participants] == [("a@b.se", "accepted")]


@pytest.mark.parametrize("method", ["COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_what_only_asks_about_a_meeting_is_rejected(file: WriteFile, method: str) -> None:
    found = records(file, calendar(event("SUMMARY:Talk"), method=method))
    assert rejections(found) == [(5, "The message is about a meeting but does not tell of it.")]
