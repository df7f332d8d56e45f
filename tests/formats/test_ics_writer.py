import io
from collections.abc import Mapping
from typing import Any

import icalendar
import pytest

from crm import formats
from crm.formats import WriteOptions, ics_writer

pytestmark = pytest.mark.usefixtures("stockholm")

STAMPS = {
    "created_at": "2019-05-01T08:00:00Z",
    "updated_at": "2019-05-02T09:30:00Z",
    "version": 3,
}
MEETING: dict[str, Any] = {
    "uid": "u-1",
    "kind": "meeting",
    "status": "planned",
    "subject": "Lägesrapport; kompetens, skola",
    "starts_at": "2019-05-10T13:00",
    "ends_at": "2019-05-10T14:30",
    "place": "Rosenbad 4",
    "details": "Dagordning:\n\n- Läget\n- Övrigt",
    "topics": [{"id": 1, "name": "kompetens, skola"}, {"id": 2, "name": "skatt"}],
    "participants": [
        {
            "person": {"id": 1, "name": 'Günther "G" Mårder'},
            "organisation": {"id": 2, "name": "Företagarna"},
            "role": "VD",
            "attendance": "accepted",
            "function": "organiser",
            "email": "gunther@foretagarna.se",
        },
        {
            "person": {"id": 3, "name": "Göran Lundwall"},
            "organisation": None,
            "role": None,
            "attendance": "absent",
            "function": "chair",
        },
        {
            "person": None,
            "organisation": {"id": 4, "name": "ALMI"},
            "role": None,
            "attendance": "invited",
            "function": None,
        },
    ],
    **STAMPS,
}
PROMISE: dict[str, Any] = {
    "uid": "f-1",
    "title": "Skicka synpunkterna",
    "direction": "theirs",
    "owner": "Leif",
    "due_date": "2019-06-30",
    "status": "waiting",
    "done_on": None,
    "priority": "high",
    "organisation": {"id": 4, "name": "ALMI"},
    "person": None,
    "interaction": {"id": 1, "name": "Mötet i Örnsköldsvik"},
    "collaboration": None,
    "quote": "Vi skickar dem före sommaren.",
    "repeats": None,
    **STAMPS,
}


def written(*items: Mapping[str, Any], title: str = "") -> bytes:
    stream = io.BytesIO()
    assert ics_writer.write(items, stream, WriteOptions(title=title)) == len(items)
    return stream.getvalue()


def parts(*items: Mapping[str, Any]) -> list[Any]:
    """Return what the library icalendar reads of what was written."""
    return list(icalendar.Calendar.from_ical(written(*items)).subcomponents)


def test_a_meeting_as_an_event() -> None:
    (event,) = parts(MEETING)
    assert event.name == "VEVENT"
    assert (event["uid"], event["summary"]) == ("u-1", "Lägesrapport; kompetens, skola")
    assert event["dtstart"].to_ical() == b"20190510T110000Z"
    assert event["dtend"].to_ical() == b"20190510T123000Z"
    assert event["description"] == "Dagordning:\n\n- Läget\n- Övrigt"
    assert (event["location"], event["status"], event["sequence"]) == ("Rosenbad 4", "CONFIRMED", 3)
    assert event["categories"].cats == ["kompetens, skola", "skatt"]
    assert event["last-modified"].to_ical() == event["dtstamp"].to_ical() == b"20190502T093000Z"


def test_those_who_take_part() -> None:
    (event,) = parts(MEETING)
    assert (event["organizer"], event["organizer"].params["CN"]) == (
        "mailto:gunther@foretagarna.se",
        'Günther "G" Mårder',
    )
    gunther, goran, almi = event["attendee"]
    assert gunther == "mailto:gunther@foretagarna.se"
    assert gunther.params["PARTSTAT"] == "ACCEPTED"
    assert (goran.params["CN"], goran.params["ROLE"]) == ("Göran Lundwall", "CHAIR")
    assert goran.params["PARTSTAT"] == "DECLINED"
    assert (almi.params["CN"], almi.params["CUTYPE"]) == ("ALMI", "GROUP")


def test_nobody_is_sent_an_invitation() -> None:
    (event,) = parts(MEETING)
    addresses = [event["organizer"], *event["attendee"]]
    assert all(address.params["SCHEDULE-AGENT"] == "NONE" for address in addresses)
    assert b"METHOD" not in written(MEETING)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "start", "end"),
    [
        ("2019-05-10", None, b"20190510", b"20190511"),
        ("2019-07-02", "2019-07-04", b"20190702", b"20190705"),
        # Known to the month: the whole month is shown.
        ("2019-06", None, b"20190601", b"20190701"),
        ("2019", None, b"20190101", b"20200101"),
        ("2019-12-10T13:00", None, b"20191210T120000Z", None),
        ("2019-05-10T13:00", "2019-05-11", b"20190510T110000Z", b"20190511T220000Z"),
        # The clocks go forward at two: this time is on no clock, so it stays as it is written.
        ("2019-03-31T02:30", "2019-03-31T03:30", b"20190331T023000", b"20190331T033000"),
    ],
)
def test_when_it_is(starts_at: str, ends_at: str | None, start: bytes, end: bytes | None) -> None:
    (event,) = parts({**MEETING, "starts_at": starts_at, "ends_at": ends_at})
    assert event["dtstart"].to_ical() == start
    assert (event["dtend"].to_ical() if "dtend" in event else None) == end


def test_what_is_known_to_the_month_takes_nobodys_time() -> None:
    (event,) = parts({**MEETING, "starts_at": "2019-06", "ends_at": None})
    assert (event["status"], event["transp"]) == ("TENTATIVE", "TRANSPARENT")


def test_what_is_called_off_is_so_in_the_calendar() -> None:
    (event,) = parts({**MEETING, "status": "cancelled"})
    assert event["status"] == "CANCELLED"


def test_a_promise_as_a_task_and_as_the_day_it_is_due() -> None:
    task, day = parts(PROMISE)
    assert (task.name, task["uid"], task["summary"]) == ("VTODO", "f-1", "Skicka synpunkterna")
    assert task["due"].to_ical() == b"20190630"
    assert (task["status"], task["priority"]) == ("NEEDS-ACTION", 1)
    assert task["description"].splitlines() == [
        "This was promised to us.",
        "Owner: Leif",
        "ALMI",
        "From: Mötet i Örnsköldsvik",
        "",
        "Vi skickar dem före sommaren.",
    ]
    assert (day.name, day["summary"]) == ("VEVENT", "Due: Skicka synpunkterna")
    assert (day["dtstart"].to_ical(), day["transp"]) == (b"20190630", "TRANSPARENT")
    assert (day["related-to"], day["description"]) == ("f-1", task["description"])


def test_a_promise_for_a_month_is_due_on_its_last_day() -> None:
    task, day = parts({**PROMISE, "due_date": "2019-06"})
    assert task["due"].to_ical() == day["dtstart"].to_ical() == b"20190630"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"due_date": None}, "NEEDS-ACTION"),
        ({"status": "done", "done_on": "2019-05-01"}, "COMPLETED"),
        ({"status": "cancelled"}, "CANCELLED"),
    ],
)
def test_a_promise_without_a_day_ahead_is_only_a_task(change: dict[str, Any], status: str) -> None:
    (task,) = parts({**PROMISE, **change})
    assert (task.name, task["status"]) == ("VTODO", status)


def test_the_bytes_are_those_of_the_standard() -> None:
    content = written({**MEETING, "details": "å" * 500}, title="Nätverket")
    lines = content.split(b"\r\n")
    assert lines[:3] == [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"PRODID:-//Samverkan//Samverkan//EN",
    ]
    assert "X-WR-CALNAME:Nätverket".encode() in lines
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    # Folded between characters, never in one.
    assert all(line.decode() for line in lines[:-1])


def test_nothing_in_a_text_can_become_a_line_of_its_own() -> None:
    text = "Hej\r\nEND:VEVENT\rBEGIN:VEVENT\n\x0bX:\x85\u2028Y\x00\ud800"
    (event,) = parts(
        {
            **MEETING,
            "subject": text,
            "place": text,
            "details": text,
            "topics": [{"id": 1, "name": text}],
            "participants": [
                {**MEETING["participants"][0], "function": text, "email": text, "role": text}
            ],
        }
    )
    assert event["uid"] == "u-1"
    assert event["status"] == "CONFIRMED"


def test_nothing_at_all_is_a_calendar_too() -> None:
    assert parts() == []


def test_it_is_announced() -> None:
    assert formats.writer("ics") is ics_writer
