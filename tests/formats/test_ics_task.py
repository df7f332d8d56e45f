from typing import Any

import pytest

from crm.formats.records import RejectedRecord
from tests.formats.calendars import calendar, event, interactions, records, rejections, task, tasks
from tests.formats.files import WriteFile

pytestmark = pytest.mark.usefixtures("stockholm")


def follow_up(file: WriteFile, *lines: str) -> dict[str, Any]:
    """Return what a task of this title says, its uid and title apart."""
    (one,) = tasks(records(file, calendar(task("SUMMARY:Ring ALMI", *lines))))
    assert (one.section, one.line, one.problems) == ("follow_ups", 4, [])
    assert (one.values.pop("uid"), one.values.pop("title")) == ("t1", "Ring ALMI")
    return one.values


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], {"status": "open"}),
        (["STATUS:IN-PROCESS", "PERCENT-COMPLETE:40"], {"status": "open"}),
        (["STATUS:CANCELLED"], {"status": "cancelled"}),
        (["STATUS:COMPLETED"], {"status": "done"}),
        (
            ["STATUS:COMPLETED", "COMPLETED:20190501T223000Z"],
            {"status": "done", "done_on": "2019-05-02"},
        ),
        (["COMPLETED:20190501T100000Z"], {"status": "done", "done_on": "2019-05-01"}),
        (["DUE;VALUE=DATE:20190628"], {"status": "open", "due_date": "2019-06-28"}),
        (
            ["DUE;TZID=America/New_York:20190628T200000"],
            {"status": "open", "due_date": "2019-06-29"},
        ),
        (
            ["DTSTART;VALUE=DATE:20190601", "DURATION:P7D"],
            {"status": "open", "due_date": "2019-06-08"},
        ),
        (["DTSTART;VALUE=DATE:99991231", "DURATION:P7D"], {"status": "open"}),
        (["DTSTART;VALUE=DATE:20190601"], {"status": "open"}),
        (["PRIORITY:0"], {"status": "open"}),
        (["PRIORITY:1"], {"status": "open", "priority": "high"}),
        (["PRIORITY:4"], {"status": "open", "priority": "high"}),
        (["PRIORITY:5"], {"status": "open", "priority": "normal"}),
        (["PRIORITY:9"], {"status": "open", "priority": "low"}),
        (["PRIORITY:urgent"], {"status": "open"}),
        (
            ["DESCRIPTION:Om kapital\\, \\nsnart"],
            {"status": "open", "quote": "Om kapital, \nsnart"},
        ),
    ],
)
def test_what_a_task_says(file: WriteFile, lines: list[str], said: dict[str, str]) -> None:
    assert follow_up(file, *lines) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # As we write it.
        (["STATUS:NEEDS-ACTION", "X-SAMVERKAN-STATUS:waiting"], {"status": "waiting"}),
        (
            ["DUE;VALUE=DATE:20190630", "X-SAMVERKAN-DUE-DATE:2019-06"],
            {"status": "open", "due_date": "2019-06"},
        ),
        (
            ["X-SAMVERKAN-DIRECTION:theirs", "DESCRIPTION:In words", "X-SAMVERKAN-QUOTE:Vi ringer"],
            {"status": "open", "direction": "theirs", "quote": "Vi ringer"},
        ),
        # Changed on a phone since: the mark of ours counts no longer.
        (["STATUS:CANCELLED", "X-SAMVERKAN-STATUS:waiting"], {"status": "cancelled"}),
        (
            ["DUE;VALUE=DATE:20190701", "X-SAMVERKAN-DUE-DATE:2019-06"],
            {"status": "open", "due_date": "2019-07-01"},
        ),
        (["X-SAMVERKAN-DUE-DATE:2019-06"], {"status": "open"}),
        (
            ["DUE;VALUE=DATE:20190630", "X-SAMVERKAN-DUE-DATE:soon"],
            {"status": "open", "due_date": "2019-06-30"},
        ),
    ],
)
def test_a_mark_of_ours_counts_while_it_fits(
    file: WriteFile, lines: list[str], said: dict[str, str]
) -> None:
    assert follow_up(file, *lines) == said


def test_of_several_versions_of_a_task_the_newest_is_read(file: WriteFile) -> None:
    newer = task("SUMMARY:Newer", "SEQUENCE:2")
    older = task("SUMMARY:Older", "SEQUENCE:1")
    found = tasks(records(file, calendar(newer, older)))
    assert [one.values["title"] for one in found] == ["Newer"]


def test_a_task_without_a_title_is_rejected_and_its_neighbours_are_not(file: WriteFile) -> None:
    found = records(
        file, calendar(task("DUE:20190601T080000Z"), event(), task("SUMMARY:x", uid="t2"))
    )
    assert rejections(found) == [(4, "The task does not say what is to be done.")]
    assert len(interactions(found)) == len(tasks(found)) == 1


def test_a_task_that_comes_again_is_pointed_out(file: WriteFile) -> None:
    (one,) = tasks(records(file, calendar(task("SUMMARY:x", "RRULE:FREQ=WEEKLY"))))
    assert [problem.field for problem in one.problems] == ["RRULE"]


def test_the_day_on_which_a_task_is_due_is_no_meeting(file: WriteFile) -> None:
    day = event("SUMMARY:Due: x", uid="t1/samverkan-due", start="DTSTART;VALUE=DATE:20190601")
    both = records(file, calendar(task("SUMMARY:x"), day))
    assert [record.kind for record in both] == ["entry"]
    (alone,) = records(file, calendar(day))
    assert isinstance(alone, RejectedRecord)
    assert alone.problems[-1].message == (
        "The entry only shows when something is due that is not in this file."
    )
