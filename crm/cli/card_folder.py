"""Folders of cards on the command line: what was carried over, and what was left alone and why."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.cli.failures import say
from crm.cli.invocation import open_book
from crm.cli.progress import shown_progress
from crm.errors import Conflict, UsageError
from crm.i18n import _, ngettext
from crm.text import for_terminal

if TYPE_CHECKING:
    from crm.actions.synchronising import FolderChange, FolderImport, FolderReport
    from crm.book import Book

FORMAT = "vdir"
CHOOSING = frozenset({"kind", "list", "organisation", "classification", "tag", "where"})
AUTO = "auto"


def export_to_folder(path: Path, chosen: Mapping[str, Any], *, force: bool) -> None:
    """Bring a folder in step with the book; errors: as the action, and `Conflict`."""
    from crm.actions.synchronising import export_folder

    unfit = sorted(chosen.keys() - CHOOSING - {"format"} - _unset(chosen))
    if unfit:
        message = _("A folder of cards takes no --{option}: leave it out.")
        raise UsageError(message.format(option=unfit[0].replace("_", "-")))
    options = {name: value for name, value in chosen.items() if name in CHOOSING}
    with open_book() as book, shown_progress() as progress:
        report = export_folder(book, path, force=force, progress=progress, **options)
    tell(path, report)
    say(_counts(path, report))
    refuse_conflicts(report)


def import_from_folder(
    book: "Book", path: Path, options: Mapping[str, Any], *, force: bool, delete: bool
) -> "FolderImport":
    """Take in what changed in a folder, and tell what did not come in."""
    from crm.actions.synchronising import import_folder

    if options["decisions"]:
        raise UsageError(_("Lines are those of one file: import it by itself."))
    with shown_progress() as told:
        result = import_folder(
            book,
            path,
            kind="people" if options["records"] == AUTO else options["records"],
            force=force,
            delete=delete,
            dry_run=options["dry_run"],
            strict=options["strict"],
            source=options["source"],
            progress=(lambda done: told(done, 0)) if told else None,
        )
    tell(path, result.folder)
    if result.deleted:
        message = ngettext(
            "{count} record was deleted, as its card was.",
            "{count} records were deleted, as their cards were.",
            result.deleted,
        )
        say(message.format(count=result.deleted))
    return result


def tell(path: Path, report: "FolderReport") -> None:
    """Say which cards were left alone, and why."""
    for changes in (report.faults, report.changed_there, report.gone_there, report.conflicts):
        for line in _lines(path, changes):
            say(line)


def refuse_conflicts(report: "FolderReport") -> None:
    """End with the exit code of a conflict where there were any; the rest is done."""
    if report.conflicts:
        message = ngettext(
            "{count} card was changed on both sides and left as it is: say with --force who wins.",
            "{count} cards were changed on both sides and left as they are: say with --force who "
            "wins.",
            len(report.conflicts),
        )
        raise Conflict(message.format(count=len(report.conflicts)))


def _lines(path: Path, changes: "Iterable[FolderChange]") -> Iterable[str]:
    for change in changes:
        file = str(path / change["file"]) if change["file"] else ""
        whose = " – ".join(filter(None, (file, change["name"])))
        yield for_terminal(f"{whose}: {change['problem']}.")


def _counts(path: Path, report: "FolderReport") -> str:
    written = ngettext("{count} card written", "{count} cards written", report.written)
    removed = ngettext("{count} removed", "{count} removed", report.removed)
    in_step = ngettext("{count} in step", "{count} in step", report.in_step)
    counts = (
        written.format(count=report.written),
        removed.format(count=report.removed),
        in_step.format(count=report.in_step),
    )
    return f"{path}: {', '.join(counts)}"


def _unset(chosen: Mapping[str, Any]) -> set[str]:
    return {name for name, value in chosen.items() if not value}
