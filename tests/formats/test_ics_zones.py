from datetime import datetime

import pytest

from crm.formats import ics_zones
from crm.formats.ics_zones import Zones
from tests.formats.calendars import calendar, dates, event, interactions, meetings, records
from tests.formats.files import WriteFile

pytestmark = pytest.mark.usefixtures("stockholm")


def zone(name: str, *lines: str) -> list[str]:
    """Return the definition of a zone that is always two hours after UTC."""
    parts = lines or ("TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "DTSTART:19700101T000000")
    return [
        *("BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD"),
        *parts,
        *("END:STANDARD", "END:VTIMEZONE"),
    ]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # Floating, in UTC, and in a zone.
        ("DTSTART:20190510T090000", "2019-05-10T09:00"),
        ("DTSTART:20190510T090000Z", "2019-05-10T11:00"),
        ("DTSTART:20191210T090000Z", "2019-12-10T10:00"),
        ("DTSTART;TZID=Europe/London:20190510T090000", "2019-05-10T10:00"),
        ('DTSTART;TZID="America/New_York":20190510T090000', "2019-05-10T15:00"),
        # The clocks of New York go forward three weeks before ours.
        ("DTSTART;TZID=America/New_York:20190320T090000", "2019-03-20T14:00"),
        ("DTSTART;TZID=UTC:20190510T090000", "2019-05-10T11:00"),
        # A zone does not move a time that is in UTC.
        ("DTSTART;TZID=America/New_York:20190510T090000Z", "2019-05-10T11:00"),
        # As Exchange writes zones, and as Lotus and Mozilla prefix them.
        ("DTSTART;TZID=W. Europe Standard Time:20190510T090000", "2019-05-10T09:00"),
        ("DTSTART;TZID=FLE Standard Time:20190510T090000", "2019-05-10T08:00"),
        (
            'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm":20190510T090000',
            "2019-05-10T09:00",
        ),
        ('DTSTART;TZID="(UTC-05:00) Eastern":20190510T090000', "2019-05-10T15:00"),
        ('DTSTART;TZID="(UTC-05:00) Somewhere":20190510T090000', "2019-05-10T16:00"),
        (
            "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Helsinki:20190510T090000",
            "2019-05-10T08:00",
        ),
        # The hour that comes twice is the first of the two; the one that is left out is later.
        ("DTSTART;TZID=Europe/Stockholm:20191027T023000", "2019-10-27T02:30"),
        ("DTSTART;TZID=Europe/Stockholm:20190331T023000", "2019-03-31T03:30"),
        # Seconds that were left out, and small letters.
        ("DTSTART:20190510T0900Z", "2019-05-10T11:00"),
        ("dtstart;tzid=Europe/London:20190510t090000", "2019-05-10T10:00"),
        # At the ends of the calendar a time stays as it is written.
        ("DTSTART:99991231T235900Z", "9999-12-31T23:59"),
    ],
)
def test_a_time_by_the_clock_here(file: WriteFile, start: str, expected: str) -> None:
    (one,) = meetings(file, event(start=start))
    assert (one.starts_at, one.problems) == (expected, [])


def test_a_zone_that_only_the_file_knows(file: WriteFile) -> None:
    definition = zone("Customized Time Zone")
    start = "DTSTART;TZID=Customized Time Zone:20191210T090000"
    for parts in ([definition, event(start=start)], [event(start=start), definition]):
        (one,) = meetings(file, *parts)
        assert (one.starts_at, one.problems) == ("2019-12-10T08:00", [])


def test_a_known_zone_is_as_it_is_known_whatever_the_file_says_of_it(file: WriteFile) -> None:
    start = "DTSTART;TZID=Europe/Stockholm:20191210T090000"
    (one,) = meetings(file, zone("Europe/Stockholm"), event(start=start))
    assert one.starts_at == "2019-12-10T09:00"


def test_a_zone_that_nobody_knows_is_pointed_out(file: WriteFile) -> None:
    (one,) = meetings(file, event(start="DTSTART;TZID=Västvik:20190510T090000"))
    assert one.starts_at == "2019-05-10T09:00"
    assert [(problem.line, problem.field, problem.message) for problem in one.problems] == [
        (6, "DTSTART", "No time zone is called Västvik: the time is taken as it stands.")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("TZOFFSETFROM:+9900", "TZOFFSETTO:+9900", "DTSTART:19700101T000000"),
        ("TZOFFSETTO:+0200", "DTSTART:never"),
        # No such day comes: a library would search for it to the end of time.
        (
            *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "DTSTART:19700101T000000"),
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        ),
        (
            *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0200", "DTSTART:00010101T000000"),
            "RRULE:FREQ=SECONDLY",
        ),
    ],
)
def test_a_definition_that_makes_no_sense_is_none(file: WriteFile, lines: tuple[str, ...]) -> None:
    start = "DTSTART;TZID=Mine:20190510T090000"
    (one,) = meetings(file, zone("Mine", *lines), event(start=start))
    assert one.starts_at == "2019-05-10T09:00"
    assert len(one.problems) == 1


def test_of_many_definitions_some_are_built(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ics_zones, "PARTS_OF_A_FILE", 1)
    names = ("Mine", "Yours")
    parts = [event(uid=one, start=f"DTSTART;TZID={one}:20191210T090000") for one in names]
    found = meetings(file, *map(zone, names), *parts)
    assert [one.starts_at for one in found] == ["2019-12-10T08:00", "2019-12-10T09:00"]
    assert [len(one.problems) for one in found] == [0, 1]


def test_a_series_keeps_its_hour_when_the_clocks_change(file: WriteFile) -> None:
    found = meetings(
        file,
        event(
            "DTEND;TZID=Europe/Stockholm:20191022T103000",
            "RRULE:FREQ=WEEKLY;COUNT=3",
            start="DTSTART;TZID=Europe/Stockholm:20191022T090000",
        ),
    )
    assert dates(found) == [
        ("2019-10-22T09:00", "2019-10-22T10:30"),
        ("2019-10-29T09:00", "2019-10-29T10:30"),
        ("2019-11-05T09:00", "2019-11-05T10:30"),
    ]
    assert [one.uid for one in found] == [
        "u1/20191022T070000Z",
        "u1/20191029T080000Z",
        "u1/20191105T080000Z",
    ]


def test_a_series_of_another_country_moves_when_its_clocks_do(file: WriteFile) -> None:
    found = meetings(
        file,
        event("RRULE:FREQ=WEEKLY;COUNT=3", start="DTSTART;TZID=America/New_York:20190305T090000"),
    )
    assert [one.starts_at for one in found] == [
        "2019-03-05T15:00",
        "2019-03-12T14:00",
        "2019-03-19T14:00",
    ]


def test_a_meeting_across_two_zones(file: WriteFile) -> None:
    flight = event(
        "DTEND;TZID=America/New_York:20190510T120000",
        start="DTSTART;TZID=Europe/Stockholm:20190510T100000",
    )
    assert dates(meetings(file, flight)) == [("2019-05-10T10:00", "2019-05-10T18:00")]


def test_times_are_by_the_clock_of_whoever_reads(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    found = interactions(records(file, calendar(event())))
    assert dates(found) == [("2019-05-10T13:45", "")]


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "Europe", "/", "x" * 5000, "\x00", "a/b/c/d"]
)
def test_no_name_of_a_zone_is_a_path(name: str) -> None:
    assert Zones([]).find(name) is None


def test_the_zones_of_windows_are_those_of_iana() -> None:
    found = Zones([]).find("W. Europe Standard Time")
    assert str(found) == "Europe/Berlin"
    assert Zones([]).find("UTC") is not None
    summer = datetime(2019, 7, 1, tzinfo=found)
    assert summer.utcoffset() == datetime(2019, 7, 1).astimezone().utcoffset()
