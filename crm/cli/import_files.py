"""`crm import`: people and organisations from files, as one batch that one undo takes back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crm.cli.commands import argument, command, option
from crm.cli.failures import say
from crm.cli.files import FilePath
from crm.cli.invocation import current, open_book
from crm.cli.output import formats, print_json, print_lines, print_separated
from crm.cli.parameters import Word
from crm.i18n import N_, _, ngettext

RECORDS = ("auto", "people", "organisations")
COUNTS = ("records", "new", "updated", "unchanged", "possible_duplicates", "rejected")


@command(
    "import",
    help=N_(
        "Take in people and organisations from files.\n\n"
        "Who is known already is updated; whoever may be known is added and reported. A record "
        "that cannot be read is reported with its line and the rest is saved. `crm undo` takes a "
        "whole file back."
    ),
    example="crm import myndigheter.csv --map Mejl=email --dry-run",
)
@argument("files", metavar="FILE...", type=FilePath(), nargs=-1, required=True, help=N_("Files."))
@option("--as", "file_format", metavar="FORMAT", help=N_("What they are, if not by their names."))
@option(
    "--map",
    "pairs",
    metavar="COLUMN=FIELD",
    multiple=True,
    help=N_("Which field a column holds; repeat."),
)
@option(
    "--records", type=Word(RECORDS), default="auto", help=N_("What a row is; found if not told.")
)
@option("--dry-run", is_flag=True, help=N_("Only say what would happen."))
@option("--strict", is_flag=True, help=N_("Save nothing if any record is rejected."))
@option("--source", help=N_("Where this comes from, for the history."))
@formats
def commands(
    files: Sequence[Path],
    file_format: str | None,
    pairs: tuple[str, ...],
    records: str,
    dry_run: bool,
    strict: bool,
    source: str | None,
) -> None:
    """Import files, one batch each."""
    from crm.actions.importing import import_file
    from crm.formats import parse_mapping

    mapping = parse_mapping(pairs)
    reports: list[Mapping[str, Any]] = []
    try:
        with open_book() as book:
            for path in files:
                report = import_file(
                    book,
                    path,
                    format=file_format,
                    mapping=mapping,
                    dry_run=dry_run,
                    strict=strict,
                    source=source,
                    records=records,
                )
                reports.append(report)
                _warn(path, report)
    finally:
        # What was saved is said even where a later file fails.
        _print(files, reports)


def _warn(path: Path, report: Mapping[str, Any]) -> None:
    for warning in report["warnings"]:
        message = _("{path}, line {line}, {field}: {problem}")
        value = f" [{warning['value']}]" if warning["value"] else ""
        say(message.format(path=path, **{**warning, "field": warning["field"] or "–"}) + value)


def _print(files: Sequence[Path], reports: Sequence[Mapping[str, Any]]) -> None:
    chosen = current().format or "table"
    if chosen == "json":
        if reports:
            print_json(reports[0] if len(files) == 1 else list(reports))
    elif chosen == "ids":
        print_lines(str(report["batch"]) for report in reports if report["batch"])
    elif chosen == "table":
        print_lines(_summary(path, report) for path, report in zip(files, reports, strict=False))
    elif reports:
        print_separated(reports, ("source", "format", "dry_run", "batch", *COUNTS), chosen)


def _summary(path: Path, report: Mapping[str, Any]) -> str:
    said = {
        "records": ngettext("{count} record", "{count} records", report["records"]),
        "new": _("{count} new"),
        "updated": _("{count} updated"),
        "unchanged": _("{count} unchanged"),
        "possible_duplicates": _("{count} possibly known already"),
        "rejected": _("{count} rejected"),
    }
    counts = ", ".join(text.format(count=report[name]) for name, text in said.items())
    end = _("nothing was saved (dry run)") if report["dry_run"] else ""
    if report["batch"]:
        end = _("crm undo {batch} takes it back").format(batch=report["batch"])
    return f"{path}: {counts}{'; ' if end else ''}{end}"
