"""What is kept of an import to be told: all is counted, and memory does not grow with the file."""

import pytest

from crm.actions.importing import report
from crm.actions.importing.plan import Outcome
from crm.actions.importing.report import Tally
from crm.formats.records import RecordProblem


def test_of_very_many_problems_the_first_are_told_and_the_others_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report, "PROBLEMS", 3)
    tally = Tally()
    for line in (2, 4):
        wrong = [RecordProblem(line, "email", "x", "Wrong."), RecordProblem(line, "", "", "Odd.")]
        tally.note(Outcome.NEW, line, "person", "Anna", problems=wrong)
    tally.warn(1, "phone", "", "Shared by many.")
    assert [(one["line"], one["problem"]) for one in tally.warnings()] == [
        (2, "Wrong."),
        (2, "Odd."),
        (4, "Wrong."),
        (4, "2 more values are doubtful or wrong: divide the file to see which."),
    ]
    assert tally.new == 2


def test_a_rejected_record_without_a_name_is_told_by_what_stands_in_it() -> None:
    tally = Tally()
    for value in ("Avstämning", "811228-9874", ""):
        wrong = [RecordProblem(2, "DTEND", "x", "Odd."), RecordProblem(2, "VEVENT", value, "Why.")]
        tally.note(Outcome.REJECTED, 2, "rejected", "", problems=wrong)
    assert [one["name"] for one in tally.entries] == ["Avstämning", "", ""]
