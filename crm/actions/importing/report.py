"""What an import has to say: counts, and a warning for each thing that is wrong or doubtful."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict

from crm.formats.records import RecordProblem
from crm.text import clean_line, shorten
from crm.validation import find_personal_identity_number

SHOWN_LENGTH = 120


class ImportWarning(TypedDict):
    """A value that is wrong or doubtful: the line of its record, its field, a sentence."""

    line: int
    field: str
    value: str
    problem: str


class ImportReport(TypedDict):
    """What became of a file; `new`, `updated`, `unchanged` and `rejected` add up to `records`.

    `batch` is the number to undo, None where nothing was saved. `possible_duplicates` counts the
    new records that may be known already.
    """

    source: str
    sha256: str
    format: str
    dry_run: bool
    batch: int | None
    records: int
    new: int
    updated: int
    unchanged: int
    possible_duplicates: int
    rejected: int
    warnings: list[ImportWarning]


@dataclass(slots=True)
class Tally:
    """The counts and problems of an import under way."""

    records: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    possible_duplicates: int = 0
    rejected: int = 0
    problems: list[RecordProblem] = field(default_factory=list)

    def warn(self, line: int, name: str, value: str, message: str) -> None:
        """Note a problem with one field."""
        self.problems.append(RecordProblem(line, name, value, message))

    def reject(self, problems: Iterable[RecordProblem]) -> None:
        """Count a record that cannot be saved, with the reasons."""
        self.rejected += 1
        self.problems += problems

    def warnings(self) -> list[ImportWarning]:
        """Return the problems by line; a personal identity number is never repeated."""
        ordered = sorted(self.problems, key=lambda problem: problem.line)
        return [_warning(problem) for problem in ordered]


def _warning(problem: RecordProblem) -> ImportWarning:
    secret = find_personal_identity_number(problem.value)
    value = "" if secret else shorten(clean_line(problem.value), SHOWN_LENGTH)
    message = problem.message.replace(secret, "…") if secret else problem.message
    return ImportWarning(line=problem.line, field=problem.field, value=value, problem=message)
