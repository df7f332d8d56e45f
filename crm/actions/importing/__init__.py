"""Import a file, as one batch that one undo takes back: plan, show, apply.

::

    file ── formats ──> records ── savers ──> drafting: checked drafts
                                   loading:  whom they may mean
                                   identity: whom they mean
                                   filling, places, preserving: what that changes
                                   rows:     stored in bulk, with their source

A plan is the same pass as an import, on a copy of the book that is then forgotten; so it says
exactly what would happen, and nobody has to wait for it.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from crm import formats
from crm.actions.importing.decisions import Decision, decide
from crm.actions.importing.describing import ColumnDescription, FileDescription, describe_file
from crm.actions.importing.intake import BATCH, Intake, Told
from crm.actions.importing.mappings import Reading, columns_of, find_reading, remember
from crm.actions.importing.plan import ColumnPlan, FieldChange, Likeness, Outcome, PlanEntry
from crm.actions.importing.report import ENTRIES, ImportReport, ImportWarning, Tally, report_of
from crm.actions.importing.savers import save_records
from crm.actions.undisturbed import without_cycle_search
from crm.errors import Invalid, Problem
from crm.formats import Description, ReadOptions
from crm.i18n import _, ngettext
from crm.models import Batch
from crm.text import clean_line
from crm.titles import field_title
from crm.validation import mask_personal_identity_numbers
from crm.vocabulary import ImportDecisionKind

__all__ = [
    "ColumnDescription",
    "ColumnPlan",
    "Decision",
    "FieldChange",
    "FileDescription",
    "ImportDecisionKind",
    "ImportReport",
    "ImportWarning",
    "Likeness",
    "Outcome",
    "PlanEntry",
    "decide",
    "describe_file",
    "import_file",
    "plan_import",
]

SHOWN_HASH = 12
SHOWN_REJECTIONS = 20
DESCRIPTION_LENGTH = 500


class ImportableBook(Protocol):
    """A book that can be read and written: `crm.book.Book`."""

    def read(self) -> AbstractContextManager[Session]:
        """Open a session for queries."""

    def write(self, description: str) -> AbstractContextManager[Session]:
        """Open a session whose changes are saved as one batch."""

    def rehearse(self, description: str) -> AbstractContextManager[Session]:
        """Open a session whose changes are forgotten, while others may write to the book."""


def plan_import(
    book: ImportableBook,
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    records: str = "auto",
    decisions: Mapping[int, Decision] | None = None,
    entries: int = ENTRIES,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Say what the import of a file would do, saving nothing; arguments as of `import_file`."""
    return import_file(
        book,
        path,
        format=format,
        mapping=mapping,
        dry_run=True,
        records=records,
        decisions=decisions,
        entries=entries,
        progress=progress,
    )


def import_file(
    book: ImportableBook,
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    strict: bool = False,
    source: str | None = None,
    records: str = "auto",
    decisions: Mapping[int, Decision] | None = None,
    entries: int = ENTRIES,
    progress: Callable[[int], None] | None = None,
    add_people: bool = False,
    told: Told | None = None,
) -> ImportReport:
    """Take the records of a file into the book, and report on each change and doubt.

    `format` is one of `crm.formats.names()`, found from the file where it is not given; `mapping`
    says which field a column holds, and is remembered for its row of headers; `records` is `auto`,
    `people` or `organisations`. What came from a file gives way to a later one, what a person typed
    stands; the same file again changes nothing. A value that cannot be stored is reported with its
    line and kept in the note. `decisions` says of the records that begin on some lines who they
    are, and is remembered too. `entries` is how many records of each outcome are told of;
    `progress` is told now and then how many were read. Whoever takes part in a meeting or letter
    and is not in the book is proposed, and added only with `add_people`. `told` is told who each
    person and organisation of the file is. A dry run saves nothing.
    Errors: `FormatError`, `UsageError` (mapping, decisions), `Invalid` where `strict` and a record
    is rejected; nothing is saved then.
    """
    options = ReadOptions(mapping=dict(mapping or {}), records=records)
    with book.read() as session:
        reading = find_reading(session, path, options, format)
    described, tally = reading.described, Tally(entries)
    opened = book.rehearse if dry_run else book.write
    description = _("Import of {file}").format(file=path.name)
    with without_cycle_search(), opened(mask_personal_identity_numbers(description)) as session:
        intake = Intake(
            session, described, tally, source, decisions, add_people=add_people, told=told
        )
        save_records(intake, formats.read(path, reading.options, name=format), progress)
        if strict and tally.rejected:
            raise _rejection(tally)
        _conclude(intake, reading)
    batch = None if dry_run else session.info[BATCH]
    return _report(reading, tally, source, batch, dry_run=dry_run)


def _conclude(intake: Intake, reading: Reading) -> None:
    """Remember how the file was read, and say in the history which it was."""
    remember(intake.session, reading)
    intake.session.flush()
    _describe_batch(intake.session, reading.described, intake.tally, intake.source)


def _describe_batch(
    session: Session, described: Description, tally: Tally, source: str | None
) -> None:
    """Say in the history which file it was, and how many records it had."""
    batch = session.get_one(Batch, session.info[BATCH])
    text = ngettext(
        "Import of {file} ({count} record, SHA-256 {hash})",
        "Import of {file} ({count} records, SHA-256 {hash})",
        tally.records,
    )
    description = text.format(
        file=described.path.name, count=tally.records, hash=described.sha256[:SHOWN_HASH]
    )
    if source:
        description = _("{description}, from {source}").format(
            description=description, source=source
        )
    lawful = mask_personal_identity_numbers(clean_line(description))
    batch.description = lawful[:DESCRIPTION_LENGTH]
    session.add(batch)


def _rejection(tally: Tally) -> Invalid:
    message = ngettext(
        "{count} record cannot be read, so nothing was saved: {problems}",
        "{count} records cannot be read, so nothing was saved: {problems}",
        tally.rejected,
    )
    warnings = tally.warnings()
    problems = [Problem(_place_of(one), one["problem"], one["value"]) for one in warnings]
    lines = {entry["line"] for entry in tally.entries if entry["outcome"] == Outcome.REJECTED}
    told = [_told(warning) for warning in warnings if warning["line"] in lines]
    shown = " ".join(told[:SHOWN_REJECTIONS])
    return Invalid(message.format(count=tally.rejected, problems=shown), problems)


def _told(warning: ImportWarning) -> str:
    """Return why a record is rejected as it is read: “line 2, Name: It has no name.”"""
    place = [_("line {line}").format(line=warning["line"]), field_title(warning["field"])]
    return f"{', '.join(filter(None, place))}: {warning['problem']}"


def _place_of(warning: ImportWarning) -> str:
    return ": ".join(filter(None, (str(warning["line"]), warning["field"])))


def _report(
    reading: Reading, tally: Tally, source: str | None, batch: int | None, *, dry_run: bool
) -> ImportReport:
    described = reading.described
    tally.problems += [
        problem for problem in described.problems if problem.field not in described.unmapped
    ]
    return report_of(
        tally,
        source=source or str(described.path),
        sha256=described.sha256,
        format=described.format,
        dry_run=dry_run,
        batch=batch,
        columns=columns_of(reading),
    )
