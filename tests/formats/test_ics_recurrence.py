import pytest

from crm.formats import ics_recurrence
from crm.formats.ics_recurrence import MEETINGS_OF_A_SERIES
from tests.formats.calendars import dates, event, meetings
from tests.formats.files import WriteFile

pytestmark = pytest.mark.usefixtures("stockholm")

START = "DTSTART;VALUE=DATE:20190501"


def days(file: WriteFile, *lines: str, start: str = START) -> list[str]:
    """Return when the meetings of a series begin, without the year they share."""
    return [
        one.starts_at.removeprefix("2019-") for one in meetings(file, event(*lines, start=start))
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["05-01", "05-02", "05-03"]),
        ("FREQ=DAILY;INTERVAL=10;UNTIL=20190521", ["05-01", "05-11", "05-21"]),
        ("FREQ=WEEKLY;BYDAY=WE,FR;COUNT=4", ["05-01", "05-03", "05-08", "05-10"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3", ["05-01", "06-01", "07-01"]),
        ("FREQ=MONTHLY;BYDAY=1WE;COUNT=3", ["05-01", "06-05", "07-03"]),
        # Of the first meeting that no rule fits, the date still is one.
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["05-01", "05-31", "06-28"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3", ["05-01", "06-03", "07-01"]),
        ("FREQ=YEARLY;COUNT=1", ["05-01"]),
        ("FREQ=DAILY;BYMONTH=5;BYDAY=MO;UNTIL=20190520", ["05-01", "05-06", "05-13", "05-20"]),
        ("FREQ=DAILY;BYMONTHDAY=-1;UNTIL=20190630", ["05-01", "05-31", "06-30"]),
        # As some write it.
        ("FREQ=WEEKLY;COUNT=2;", ["05-01", "05-08"]),
        ("FREQ=WEEKLY;BYDAY=WE, FR;COUNT=2", ["05-01", "05-03"]),
        ("freq=weekly;count=2", ["05-01", "05-08"]),
    ],
)
def test_the_meetings_of_a_rule(file: WriteFile, rule: str, expected: list[str]) -> None:
    assert days(file, f"RRULE:{rule}") == expected


def test_a_series_is_followed_for_a_year_from_today(file: WriteFile) -> None:
    found = meetings(file, event("RRULE:FREQ=MONTHLY", start="DTSTART;VALUE=DATE:20190115"))
    assert (found[0].starts_at, found[-1].starts_at) == ("2019-01-15", "2020-04-15")
    assert {one.thread for one in found} == {"u1"}
    assert len({one.uid for one in found}) == len(found) == 16


def test_a_series_that_begins_later_shows_its_first_meeting(file: WriteFile) -> None:
    found = meetings(file, event("RRULE:FREQ=WEEKLY", start="DTSTART;VALUE=DATE:20300115"))
    assert dates(found) == [("2030-01-15", "")]


def test_of_a_long_series_the_last_meetings_are_read(file: WriteFile) -> None:
    found = meetings(file, event("RRULE:FREQ=DAILY", start="DTSTART;VALUE=DATE:20000101"))
    assert len(found) == MEETINGS_OF_A_SERIES
    assert found[-1].starts_at == "2020-05-02"
    assert [problem.message for problem in found[0].problems] == [
        "The series has more than 500 meetings: the last ones are read."
    ]
    assert found[1].problems == []


def test_dates_are_added_and_left_out(file: WriteFile) -> None:
    assert days(
        file,
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "RDATE;VALUE=DATE:20190503,20190504",
        "EXDATE;VALUE=DATE:20190508",
        "EXDATE;VALUE=DATE:20190504",
    ) == ["05-01", "05-03", "05-15"]


def test_the_first_meeting_knows_all_of_its_series(file: WriteFile) -> None:
    moved = event("RECURRENCE-ID:20300101T000000Z", start="DTSTART:20300102T000000Z")
    rule = event("RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20190502", start=START)
    found = meetings(file, rule, moved)
    assert found[0].occurrences == {
        "u1/20190501": "2019-05-01",
        "u1/20190503": "2019-05-03",
        "u1/20300101T000000Z": "2030-01-02T01:00",
    }
    assert [one.uid for one in found] == list(found[0].occurrences)
    assert not any(one.occurrences for one in found[1:])


def test_a_meeting_that_stands_alone_says_that_it_is_all_there_is(file: WriteFile) -> None:
    (found,) = meetings(file, event(start=START))
    assert (found.occurrences, found.thread) == ({"u1": "2019-05-01"}, "")
    assert found.slots == {"u1/20190501": "2019-05-01"}


@pytest.mark.parametrize("line", ["RRULE:FREQ=SOMETIMES", "EXDATE:someday"])
def test_a_series_that_is_not_followed_to_its_end_is_not_told_as_a_whole(
    file: WriteFile, line: str
) -> None:
    found = meetings(file, event("RRULE:FREQ=DAILY;COUNT=2", line, start=START))
    assert found[0].occurrences == {}


def test_dates_alone_are_a_series(file: WriteFile) -> None:
    found = meetings(
        file,
        event(
            "DTEND:20190510T090000Z",
            "RDATE;VALUE=PERIOD:20190511T080000Z/PT2H,20190512T080000Z/20190512T100000Z",
        ),
    )
    assert [one.starts_at for one in found] == [
        "2019-05-10T10:00",
        "2019-05-11T10:00",
        "2019-05-12T10:00",
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        "EXDATE:20190507T070000Z",
        "EXDATE;TZID=Europe/London:20190507T080000",
        "EXDATE:20190507T090000",
        "EXDATE;VALUE=DATE:20190507",
    ],
)
def test_a_meeting_is_left_out_in_whatever_zone(file: WriteFile, left_out: str) -> None:
    found = meetings(
        file,
        event(
            "RRULE:FREQ=DAILY;COUNT=3",
            left_out,
            start="DTSTART;TZID=Europe/Stockholm:20190506T090000",
        ),
    )
    assert [one.starts_at for one in found] == ["2019-05-06T09:00", "2019-05-08T09:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        # The last moment in UTC, by the clock of the zone, or as a day.
        ("20190507T070000Z", "2019-05-07T09:00"),
        ("20190507T065959Z", "2019-05-06T09:00"),
        ("20190507T090000", "2019-05-07T09:00"),
        ("20190507", "2019-05-07T09:00"),
    ],
)
def test_the_end_of_a_rule(file: WriteFile, until: str, last: str) -> None:
    start = "DTSTART;TZID=Europe/Stockholm:20190505T090000"
    found = meetings(file, event(f"RRULE:FREQ=DAILY;UNTIL={until}", start=start))
    assert found[-1].starts_at == last


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=1000000000",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=NEVER",
        "COUNT=3",
        "",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;RSCALE=CHINESE",
        # A library would try each day to the end of time.
        "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=MONTHLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,30",
    ],
)
def test_a_rule_that_is_not_followed_leaves_the_first_meeting(file: WriteFile, rule: str) -> None:
    (one,) = meetings(file, event(f"RRULE:{rule}", start=START))
    assert one.starts_at == "2019-05-01"
    assert [(problem.field, problem.message) for problem in one.problems] == [
        ("RRULE", "The rule of the series cannot be followed: its first meeting is read.")
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=2000000000",
        "FREQ=DAILY;UNTIL=99991231",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;WKST=SU",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11",
    ],
)
def test_a_giant_rule_is_followed_as_far_as_any_other(file: WriteFile, rule: str) -> None:
    start = "DTSTART;VALUE=DATE:19000101"
    found = meetings(file, event(f"RRULE:{rule}", start=start))
    assert len(found) == MEETINGS_OF_A_SERIES


def test_rules_that_no_date_fits_are_followed_a_few_times_only(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ics_recurrence, "BARREN_RULES", 1)
    rule = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    found = meetings(file, *(event(rule, uid=f"u{at}") for at in range(3)))
    assert dates(found) == [("2019-05-10T10:00", "")] * 3
    assert [problem.message for one in found for problem in one.problems] == [
        "The rule of the series cannot be followed: its first meeting is read.",
        "The series of this file take too long: of this one the first meeting is read.",
        "The series of this file take too long: of this one the first meeting is read.",
    ]


def test_many_long_series_are_followed_only_so_far(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ics_recurrence, "STEPS_OF_A_FILE", 5)
    series = [event("RRULE:FREQ=DAILY;COUNT=5", uid=f"u{at}") for at in range(3)]
    found = meetings(file, *series)
    assert [one.thread for one in found] == ["u0"] * 5 + ["u1", "u2"]
    assert len(found[-1].problems) == 1


@pytest.mark.parametrize(
    ("exceptions", "expected"),
    [
        ("FREQ=WEEKLY", ["05-02", "05-03", "05-04"]),
        ("FREQ=DAILY;INTERVAL=2", ["05-02", "05-04"]),
        ("FREQ=DAILY;COUNT=2", ["05-03", "05-04"]),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=3", ["05-01", "05-02", "05-04"]),
    ],
)
def test_a_rule_may_take_meetings_away(
    file: WriteFile, exceptions: str, expected: list[str]
) -> None:
    assert days(file, "RRULE:FREQ=DAILY;COUNT=4", f"EXRULE:{exceptions}") == expected


def test_exceptions_that_cannot_be_followed_are_pointed_out(file: WriteFile) -> None:
    found = meetings(file, event("RRULE:FREQ=DAILY;COUNT=2", "EXRULE:FREQ=SOMETIMES", start=START))
    assert len(found) == 2
    assert [problem.field for problem in found[0].problems] == ["EXRULE"]


def test_a_date_that_cannot_be_read_is_pointed_out(file: WriteFile) -> None:
    found = meetings(file, event("RRULE:FREQ=DAILY;COUNT=2", "EXDATE:someday", start=START))
    assert len(found) == 2
    assert [problem.field for problem in found[0].problems] == ["EXDATE"]
