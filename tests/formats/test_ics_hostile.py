"""Calendars that are broken or mean ill end with a sentence or a bounded result, and soon."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm.errors import FormatError
from crm.formats import Record
from crm.formats.ics_recurrence import MEETINGS_OF_A_SERIES
from tests.formats.calendars import calendar, event, interactions, meetings, records, task
from tests.formats.files import WriteFile, read
from tests.rounds import rounds

pytestmark = pytest.mark.usefixtures("stockholm")

ROUNDS = settings(max_examples=rounds(25, 3000), deadline=None)
WHOLE = calendar(
    [
        *("BEGIN:VTIMEZONE", "TZID:Mine", "BEGIN:STANDARD", "DTSTART:19701025T030000"),
        *("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("END:STANDARD", "END:VTIMEZONE"),
    ],
    event(
        "DTEND;TZID=Mine:20190510T100000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=MO,-1FR",
        "EXDATE;TZID=Europe/Stockholm:20190524T090000,20190525T090000",
        "RDATE;VALUE=PERIOD:20190511T080000Z/PT2H",
        'ATTENDEE;CN="Ek, Anna";PARTSTAT=ACCEPTED;CUTYPE=ROOM:mailto:anna@ek.se',
        "ORGANIZER:mailto:bo@ek.se",
        "DESCRIPTION:Ett\\, två\\;\\ntre <br>fyra",
        "X-SAMVERKAN-DATES:2019-05/2019-06",
        "SEQUENCE:3",
        "CATEGORIES:a,b\\,c",
        start="DTSTART;TZID=Mine:20190510T090000",
    ),
    event("RECURRENCE-ID;RANGE=THISANDFUTURE:20190524T070000Z", "DURATION:-PT1H"),
    task("SUMMARY:Gör", "DUE:20190601T000000Z", "COMPLETED:x", "PRIORITY:3"),
    method="REQUEST",
)
# What a mutation puts into a calendar: its own words in other places, and what breaks readers.
PIECES = [
    *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VCALENDAR", "BEGIN:", "END:", "\r\n "),
    *("RRULE:FREQ=DAILY", "DTSTART:00010101", "DTEND:99991231T235959Z", "DURATION:P99999999W"),
    *(
        "DTSTART;TZID=:20190101T000000",
        ";",
        ":",
        '"',
        "\\",
        "\\n",
        ",",
        "=",
        "^",
        "\x00",
        "å",
        "\t",
    ),
    *("X-SAMVERKAN-DATES:2019/x", "UID:", "UID:u1", "RDATE:20190101/20190102", "-", "9" * 30),
]


def settled(content: bytes) -> list[Record]:
    """Return what is read; the one error that may come says in a sentence what to do."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calendar.ics"
        path.write_bytes(content)
        try:
            return read(path)
        except FormatError as error:
            assert error.message.endswith(".")
            return []


def check(found: Sequence[Record]) -> None:
    for record in found:
        assert record.line > 0
    assert len(found) <= 10 * MEETINGS_OF_A_SERIES


@given(st.binary(max_size=300))
@example(b"")
@example(b"BEGIN:VCALENDAR\rBEGIN:VEVENT\r")
@ROUNDS
def test_any_bytes(content: bytes) -> None:
    check(settled(b"BEGIN:VEVENT\n" + content))


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)),
            st.integers(0, 40),
            st.sampled_from(PIECES) | st.text(max_size=5),
        ),
        min_size=1,
        max_size=8,
    )
)
@ROUNDS
def test_a_calendar_with_pieces_changed(changes: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for place, length, piece in changes:
        text = text[:place] + piece + text[place + length :]
    check(settled(text.encode("utf-8", "replace")))


@given(st.permutations(WHOLE.split("\r\n")))
@ROUNDS
def test_a_calendar_with_its_lines_in_any_order(lines: list[str]) -> None:
    check(settled("\r\n".join(lines).encode()))


PROPERTIES = st.sampled_from(
    [
        *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE"),
        *("ORGANIZER", "SEQUENCE", "DTSTAMP", "DUE", "COMPLETED", "ATTACH", "CATEGORIES", "UID"),
        *("DTSTART;TZID=Europe/Stockholm", "RDATE;VALUE=PERIOD", "X-SAMVERKAN-DATES", "SUMMARY"),
    ]
)
VALUES = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[0-9]{8}(T[0-9]{6}Z?)?", fullmatch=True),
    st.from_regex(r"[+-]?P[0-9]{1,9}[WD](T[0-9]{1,9}[HMS])?", fullmatch=True),
    st.from_regex(r"FREQ=(DAI|WEEK|MONTH|YEAR)LY;(COUNT|INTERVAL)=[0-9]{1,9}", fullmatch=True),
)


@given(st.lists(st.tuples(PROPERTIES, VALUES), max_size=8), st.sampled_from(["VEVENT", "VTODO"]))
@ROUNDS
def test_any_values(lines: list[tuple[str, str]], name: str) -> None:
    told = [f"{one}:{value}" for one, value in lines]
    entry = [f"BEGIN:{name}", *told, f"END:{name}"]
    check(settled(calendar(entry).encode("utf-8", "replace")))


# --- Bombs ---------------------------------------------------------------------------------------


def test_deep_nesting(file: WriteFile) -> None:
    deep = ["BEGIN:X-DEEP"] * 50_000
    (one, two) = meetings(file, event(*deep, "SUMMARY:Deep"), event("SUMMARY:After", uid="u2"))
    assert (one.subject, two.subject) == ("", "After")


def test_huge_lines(file: WriteFile) -> None:
    long = "x" * 3_000_000
    (one,) = meetings(
        file,
        event(f"DESCRIPTION:{long}", f"SUMMARY:{long[:1000]}", f"ATTENDEE;CN={long}:mailto:a@b.se"),
    )
    assert len(one.details) == 100_000
    assert one.participants == []
    assert {problem.field for problem in one.problems} == {"DESCRIPTION", "ATTENDEE"}


def test_many_folds(file: WriteFile) -> None:
    (one,) = meetings(file, event("DESCRIPTION:a", *[" b"] * 100_000))
    assert len(one.details) == 100_000


@pytest.mark.parametrize("sign", ['"', ";", ":", ",", "=", "^", "\\", ";X=", ';X="', "'", "<", "%"])
def test_one_sign_many_times(file: WriteFile, sign: str) -> None:
    many = sign * 100_000
    found = meetings(
        file,
        event(f"ATTENDEE{many}:mailto:a@b.se", f"ATTENDEE;CN=a:{many}", f"DESCRIPTION:{many}"),
    )
    assert len(found) == 1


def test_many_dates(file: WriteFile) -> None:
    many = ",".join(["20190510T080000Z"] * 100_000)
    found = meetings(
        file, event(f"RDATE:{many}", f"EXDATE:{many}", *["RDATE:20190511T080000Z"] * 99)
    )
    assert [one.starts_at for one in found] == ["2019-05-11T10:00"]


def test_many_rules(file: WriteFile) -> None:
    rules = [f"RRULE:FREQ=DAILY;INTERVAL={step}" for step in range(1, 200)]
    found = meetings(file, event(*rules))
    assert len(found) == 359


def test_many_versions_and_many_uids(file: WriteFile) -> None:
    versions = [event(f"SEQUENCE:{at}", uid="same") for at in range(300)]
    others = [event(uid=f"u{at}") for at in range(300)]
    found = interactions(records(file, calendar(*versions, *others)))
    assert len(found) == 301
    assert found[0].revision == "000299"


def test_uids_that_are_too_long_to_keep_are_kept_apart(file: WriteFile) -> None:
    found = meetings(file, event(uid="u" * 300), event(uid="u" * 301), event(uid="u" * 255))
    assert len({one.uid for one in found}) == 3
    assert max(len(one.uid) for one in found) <= 255


def test_nothing_in_a_text_acts_on_a_terminal(file: WriteFile) -> None:
    (one,) = meetings(
        file, event("SUMMARY:a\x1b[31mb\u202ec", "LOCATION:\x07x", "DESCRIPTION:\x9by")
    )
    assert (one.subject, one.place, one.details) == ("a[31mbc", "x", "y")


def test_those_without_a_uid_get_the_same_one_again(file: WriteFile) -> None:
    parts = [event("SUMMARY:a", uid=""), event("SUMMARY:b", uid="")]
    once, again = meetings(file, *parts), meetings(file, *reversed(parts))
    assert {one.uid for one in once} == {one.uid for one in again}
    assert len({one.uid for one in once}) == 2
