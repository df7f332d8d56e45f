"""Import people and organisations from a file, as one batch that one undo takes back."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlmodel import Session

from crm import formats
from crm.actions.importing.intake import BATCH, Intake
from crm.actions.importing.report import ImportReport, ImportWarning, Tally
from crm.actions.importing.savers import save_records
from crm.errors import Invalid, Problem
from crm.formats import Description, ReadOptions
from crm.i18n import _, ngettext
from crm.models import Batch

__all__ = ["ImportReport", "ImportWarning", "import_file"]

SHOWN_HASH = 12
SHOWN_REJECTIONS = 20
DESCRIPTION_LENGTH = 500


class WritableBook(Protocol):
    """A book that can be written: `crm.book.Book`."""

    def write(self, description: str) -> AbstractContextManager[Session]:
        """Open a session whose changes are saved as one batch."""


class _DryRunError(Exception):
    """Ends a dry run, so that what it did is rolled back."""


def import_file(
    book: WritableBook,
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    strict: bool = False,
    source: str | None = None,
    records: str = "auto",
) -> ImportReport:
    """Take the people and organisations of a file into the book, and report on each doubt.

    `format` is one of `crm.formats.names()`, found from the file where it is not given; `mapping`
    says which field a column holds; `records` is `auto`, `people` or `organisations`. Whoever is
    known is completed and never overwritten; the same file again changes nothing. A value that
    cannot be stored is reported with its line and kept in the note. A dry run saves nothing.
    Errors: `FormatError`, `UsageError` (mapping), `Invalid` where `strict` and a record is
    rejected; nothing is saved then.
    """
    options = ReadOptions(mapping=dict(mapping or {}), records=records)
    described = formats.describe(path, options, name=format)
    tally = Tally()
    batch: int | None = None
    try:
        with book.write(_("Import of {file}").format(file=path.name)) as session:
            intake = Intake(session, described, tally, source)
            save_records(intake, formats.read(path, options, name=format))
            if strict and tally.rejected:
                raise _rejection(tally)
            if dry_run:
                raise _DryRunError
            session.flush()
            _describe_batch(session, described, tally, source)
        batch = session.info[BATCH]
    except _DryRunError:
        pass
    tally.problems += [
        problem for problem in described.problems if problem.field not in described.unmapped
    ]
    return _report(described, tally, source, dry_run, batch)


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
    batch.description = description[:DESCRIPTION_LENGTH]
    session.add(batch)


def _rejection(tally: Tally) -> Invalid:
    message = ngettext(
        "{count} record cannot be read, so nothing was saved: {problems}",
        "{count} records cannot be read, so nothing was saved: {problems}",
        tally.rejected,
    )
    problems = [
        Problem(_place_of(warning), warning["problem"], warning["value"])
        for warning in tally.warnings()
    ]
    shown = "; ".join(f"{one.field}: {one.message}" for one in problems[:SHOWN_REJECTIONS])
    return Invalid(message.format(count=tally.rejected, problems=shown), problems)


def _place_of(warning: ImportWarning) -> str:
    return ": ".join(filter(None, (str(warning["line"]), warning["field"])))


def _report(
    described: Description, tally: Tally, source: str | None, dry_run: bool, batch: int | None
) -> ImportReport:
    return ImportReport(
        source=source or str(described.path),
        sha256=described.sha256,
        format=described.format,
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
        changes=tally.entries,
    )
