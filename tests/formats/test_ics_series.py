"""A series of meetings, with those that were moved or called off."""

import pytest

from tests.formats.calendars import event, meetings
from tests.formats.files import WriteFile

pytestmark = pytest.mark.usefixtures("stockholm")

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
ONWARD = "RECURRENCE-ID;RANGE=THISANDFUTURE:20190517T080000Z"


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
    assert found[0].slots == {"abc@google.com/20190521T070000Z": "2019-05-21T09:00"}
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
