"""What an import has to say: counts, what becomes of each record, a warning for each doubt."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NotRequired, TypedDict

from crm.actions.importing.plan import (
    ColumnPlan,
    FieldChange,
    Likeness,
    Outcome,
    PlanEntry,
    Proposal,
)
from crm.formats.records import RecordProblem
from crm.i18n import ngettext
from crm.text import clean_line, shorten
from crm.validation import find_personal_identity_number

SHOWN_LENGTH = 120
ENTRIES = 1000
"""How many entries of each outcome are kept, unless told."""
PROBLEMS = 10_000
"""How many problems of records are kept; more are only counted."""


class ImportWarning(TypedDict):
    """A value that is wrong or doubtful: the line of its record, its field, a sentence.

    `file` is the card that the line is in, where a folder of cards was imported.
    """

    line: int
    field: str
    value: str
    problem: str
    file: NotRequired[str]


class ImportReport(TypedDict):
    """What became of a file; `new`, `updated`, `unchanged`, `skipped` and `rejected` add up.

    `batch` is the number to undo, None where nothing was saved. `possible_duplicates` counts the
    new records that may be known already, `skipped` those that somebody decided to leave out.
    `columns` says which field each column holds; `changes` are the first records of each outcome,
    of the unchanged only those that say something else than the book or were decided about.
    `proposals` are what the file suggests of people, which was not taken in.
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
    skipped: int
    columns: list[ColumnPlan]
    changes: list[PlanEntry]
    proposals: list[Proposal]


def report_of(
    tally: "Tally",
    *,
    source: str,
    sha256: str,
    format: str,
    dry_run: bool,
    batch: int | None,
    columns: list[ColumnPlan],
) -> ImportReport:
    """Return what an import has to say once all is counted."""
    return ImportReport(
        source=source,
        sha256=sha256,
        format=format,
        dry_run=dry_run,
        batch=batch,
        records=tally.records,
        new=tally.new,
        updated=tally.updated,
        unchanged=tally.unchanged,
        possible_duplicates=tally.possible_duplicates,
        rejected=tally.rejected,
        warnings=tally.warnings(),
        skipped=tally.skipped,
        columns=columns,
        changes=sorted(tally.entries, key=lambda entry: entry["line"]),
        proposals=tally.proposals,
    )


class Tally:
    """The counts, entries and problems of an import under way.

    Of each outcome the first `entries` are kept, and of the problems the first ones; beyond that
    they are only counted, so that memory does not grow with the file.
    """

    def __init__(self, entries: int = ENTRIES) -> None:
        self.records = 0
        self.problems: list[RecordProblem] = []
        self.entries: list[PlanEntry] = []
        self.proposals: list[Proposal] = []
        self._limit = entries
        self._problems_left_out = 0
        self._counts: Counter[Outcome] = Counter()
        self._kept: Counter[Outcome] = Counter()

    @property
    def new(self) -> int:
        """How many were added."""
        return self._counts[Outcome.NEW] + self.possible_duplicates

    @property
    def updated(self) -> int:
        """How many of the book were changed."""
        return self._counts[Outcome.UPDATED]

    @property
    def unchanged(self) -> int:
        """How many said nothing that the book does not say."""
        return self._counts[Outcome.UNCHANGED]

    @property
    def possible_duplicates(self) -> int:
        """How many of the new ones may be known already."""
        return self._counts[Outcome.POSSIBLE_DUPLICATE]

    @property
    def skipped(self) -> int:
        """How many were left out because somebody decided so."""
        return self._counts[Outcome.SKIPPED]

    @property
    def rejected(self) -> int:
        """How many could not be saved."""
        return self._counts[Outcome.REJECTED]

    def keeps(self, outcome: Outcome) -> bool:
        """Tell whether the next entry of an outcome would be kept."""
        return self._kept[outcome] < self._limit

    def note(
        self,
        outcome: Outcome,
        line: int,
        kind: str,
        name: str,
        *,
        reference: str | None = None,
        changes: Sequence[FieldChange] = (),
        left: Sequence[FieldChange] = (),
        alike: Sequence[Likeness] = (),
        problems: Iterable[RecordProblem] = (),
        fingerprint: str = "",
        decided: str | None = None,
    ) -> None:
        """Count what became of a record, with all its problems, and keep it as an entry."""
        found = list(problems)
        says_nothing = outcome == Outcome.UNCHANGED and not (left or decided)
        if not says_nothing and self.keeps(outcome):
            entry = PlanEntry(
                line=line,
                kind=kind,
                outcome=outcome,
                name=name or _said_of(outcome, found),
                reference=reference,
                changes=list(changes),
                left=list(left),
                alike=list(alike),
                problems=[_warning(problem)["problem"] for problem in found],
                fingerprint=fingerprint,
                decided=decided,
            )
            self.entries.append(entry)
            self._kept[outcome] += 1
        self.count(outcome, found)

    def count(self, outcome: Outcome, problems: Iterable[RecordProblem] = ()) -> None:
        """Count what became of a record, with all its problems, but keep no entry."""
        for problem in problems:
            self._keep(problem)
        self._counts[outcome] += 1

    def count_all(self, outcome: Outcome, problems: Sequence[Iterable[RecordProblem]]) -> None:
        """Count what became of records, with the problems of each, as `count` does of one."""
        for problem in chain.from_iterable(problems):
            self._keep(problem)
        self._counts[outcome] += len(problems)

    def warn(self, line: int, name: str, value: str, message: str) -> None:
        """Note a problem with one field."""
        self._keep(RecordProblem(line, name, value, message))

    def _keep(self, problem: RecordProblem) -> None:
        if len(self.problems) < PROBLEMS:
            self.problems.append(problem)
        else:
            self._problems_left_out += 1

    def warnings(self) -> list[ImportWarning]:
        """Return the problems by line; a personal identity number is never repeated.

        Of very many the first are told, and last how many more there are.
        """
        ordered = sorted(self.problems, key=lambda problem: problem.line)
        if count := self._problems_left_out:
            message = ngettext(
                "{count} more value is doubtful or wrong: divide the file to see which.",
                "{count} more values are doubtful or wrong: divide the file to see which.",
                count,
            )
            last = ordered[-1].line
            ordered.append(RecordProblem(last, "", "", message.format(count=count)))
        return [_warning(problem) for problem in ordered]


def _said_of(outcome: Outcome, problems: Sequence[RecordProblem]) -> str:
    """Return what stands in a rejected record that has no name, to find it by."""
    is_rejected = outcome == Outcome.REJECTED and problems
    return _warning(problems[-1])["value"] if is_rejected else ""


def _warning(problem: RecordProblem) -> ImportWarning:
    said = clean_line(problem.value)
    secret = find_personal_identity_number(said)
    value = "" if secret else shorten(said, SHOWN_LENGTH)
    message = problem.message.replace(secret, "…") if secret else problem.message
    return ImportWarning(line=problem.line, field=problem.field, value=value, problem=message)
