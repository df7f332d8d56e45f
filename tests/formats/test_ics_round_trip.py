"""What is written as a calendar is read back as it was."""

import io
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm.formats import WriteOptions, ics_writer
from crm.formats.records import EntryRecord, InteractionRecord, ParticipantRecord
from crm.text import clean, clean_line
from tests.formats.files import read
from tests.rounds import rounds

LINES = st.text(max_size=40).map(lambda text: clean_line(clean_line(text).strip("'\" ")))
NAMES = LINES.filter(bool)
TEXTS = st.text(max_size=200).map(lambda text: clean(text).strip())
UIDS = st.uuids().map(str)
DAYS = st.dates().filter(lambda day: day.year >= 1000).map(str)
PARTIAL = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
TIMES = st.builds("{}T{:02d}:{:02d}".format, DAYS, st.integers(0, 23), st.integers(0, 59))
MOMENTS = st.one_of(PARTIAL, TIMES)
EMAILS = st.from_regex(r"[a-z][a-z0-9.+_-]{0,9}@[a-z]{1,9}\.se", fullmatch=True)


def links(names: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"id": st.integers(1), "name": names})


PEOPLE = st.fixed_dictionaries(
    {
        "person": links(NAMES.filter(lambda name: "@" not in name)),
        "organisation": st.none() | links(NAMES),
        "role": st.none() | NAMES,
        "attendance": st.sampled_from(["invited", "accepted", "declined", "attended", "absent"]),
        "function": st.none() | st.sampled_from(["chair", "optional", "organiser"]) | NAMES,
    },
    optional={"email": EMAILS},
)
ORGANISATIONS = st.fixed_dictionaries(
    {
        "person": st.none(),
        "organisation": links(NAMES),
        "role": st.none(),
        "attendance": st.sampled_from(["invited", "attended"]),
        "function": st.none(),
    }
)


def name_of(participant: dict[str, Any]) -> str:
    return str((participant["person"] or participant["organisation"])["name"]).casefold()


PARTICIPANTS = st.lists(st.one_of(PEOPLE, ORGANISATIONS), max_size=4, unique_by=name_of).filter(
    lambda listed: len({one.get("email", name_of(one)) for one in listed}) == len(listed)
)
STAMPS = {
    "created_at": st.just("2019-05-01T08:00:00Z"),
    "updated_at": st.just("2019-05-02T09:30:00Z"),
    "version": st.integers(1, 999_999),
}


def ends_after_it_begins(item: dict[str, Any]) -> bool:
    end = item["ends_at"]
    return not end or end >= item["starts_at"][: len(end)]


MEETINGS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "uid": UIDS,
        "kind": st.sampled_from(["meeting", "call", "visit", "seminar"]),
        "status": st.sampled_from(["planned", "held", "cancelled"]),
        "subject": LINES,
        "starts_at": MOMENTS,
        "ends_at": st.none() | MOMENTS,
        "place": st.none() | LINES,
        "details": st.none() | TEXTS,
        "topics": st.lists(links(NAMES), max_size=3, unique_by=lambda topic: topic["name"]),
        "participants": PARTICIPANTS,
        **STAMPS,
    }
).filter(ends_after_it_begins)
PROMISES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "uid": UIDS,
        "title": NAMES,
        "direction": st.sampled_from(["ours", "theirs", "joint"]),
        "owner": st.none() | NAMES,
        "due_date": st.none() | PARTIAL,
        "status": st.sampled_from(["open", "waiting", "done", "cancelled"]),
        "done_on": st.none() | PARTIAL,
        "priority": st.sampled_from(["low", "normal", "high"]),
        "organisation": st.none() | links(NAMES),
        "quote": st.none() | TEXTS,
        "repeats": st.none() | st.just("monthly"),
        **STAMPS,
    }
)


# The library would make a line end of the N.
PATHS: dict[str, Any] = {
    "uid": "u",
    "kind": "meeting",
    "status": "held",
    "subject": "C:\\New",
    "starts_at": "2019-05-02",
    "ends_at": None,
    "place": "\\\\Nas\\N",
    "details": "\\N",
    "topics": [{"id": 1, "name": "\\N"}],
    "participants": [],
    "created_at": "2019-05-01T08:00:00Z",
    "updated_at": "2019-05-02T09:30:00Z",
    "version": 1,
}


@pytest.fixture(scope="module", autouse=True, params=["Europe/Stockholm", "America/St_Johns"])
def _clock(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@example([PATHS])
@settings(max_examples=rounds(20, 600), deadline=None)
@given(st.lists(st.one_of(MEETINGS, PROMISES), max_size=3, unique_by=lambda item: item["uid"]))
def test_every_calendar_of_ours_is_read_back_whole(items: list[dict[str, Any]]) -> None:
    stream = io.BytesIO()
    assert ics_writer.write(items, stream, WriteOptions(title="Calendar")) == len(items)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calendar.ics"
        path.write_bytes(stream.getvalue())
        found = read(path)
    assert [told(record) for record in found] == [expected(item) for item in items]
    assert icalendar.Calendar.from_ical(stream.getvalue()).errors == []


def told(record: object) -> object:
    if isinstance(record, EntryRecord):
        assert record.problems == []
        return record.values
    assert isinstance(record, InteractionRecord)
    assert record.problems == []
    assert record.unmapped == {}
    record.line, record.slots = 0, {}
    return record


def expected(item: dict[str, Any]) -> object:
    if "kind" not in item:
        left_out = {"organisation", "created_at", "version"}
        left_out |= {"done_on"} if item["status"] != "done" else set()
        return {key: value for key, value in item.items() if value and key not in left_out}
    return InteractionRecord(
        line=0,
        uid=item["uid"],
        type=item["kind"],
        # Whether it is planned or held, its day says.
        status="cancelled" if item["status"] == "cancelled" else "",
        thread=item["uid"] if item["status"] == "cancelled" else "",
        occurrences={item["uid"]: item["starts_at"]} if item["status"] != "cancelled" else {},
        subject=item["subject"],
        starts_at=item["starts_at"],
        ends_at=item["ends_at"] or "",
        place=item["place"] or "",
        details=item["details"] or "",
        topics=[topic["name"] for topic in item["topics"]],
        participants=sorted_as_read(item["participants"]),
        revision=f"{item['version']:06d} 20190502T093000Z",
    )


def sorted_as_read(participants: list[dict[str, Any]]) -> list[ParticipantRecord]:
    """Return the participants, the organiser first, as a calendar has them."""
    organiser = [one for one in participants if one["function"] == "organiser" and "email" in one]
    first = organiser[:1]
    rest = [one for one in participants if one not in first]
    return [participant_of(one) for one in [*first, *rest]]


def participant_of(one: dict[str, Any]) -> ParticipantRecord:
    return ParticipantRecord(
        name=one["person"]["name"] if one["person"] else "",
        email=one.get("email", ""),
        organisation=one["organisation"]["name"] if one["organisation"] else "",
        role=one["role"] or "",
        attendance=one["attendance"],
        function=one["function"] or "",
    )
