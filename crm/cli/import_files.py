"""`crm import`: files in, each as one batch that one undo takes back; or only what it would do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.cli.card_folder import import_from_folder, refuse_conflicts
from crm.cli.commands import argument, command, option
from crm.cli.failures import say
from crm.cli.files import FilePath
from crm.cli.import_plan import plan_lines, proposal_lines
from crm.cli.invocation import current, open_book
from crm.cli.output import formats, print_json, print_lines, print_separated
from crm.cli.parameters import Word
from crm.cli.progress import shown_progress
from crm.errors import UsageError
from crm.i18n import N_, _, ngettext
from crm.tallies import counted
from crm.titles import field_title

if TYPE_CHECKING:
    from crm.actions.importing import Decision
    from crm.book import Book

RECORDS = ("auto", "people", "organisations")
COUNTS = ("records", "new", "updated", "unchanged", "possible_duplicates", "rejected")
SHOWN_DOUBTS = 10
"""How many doubts about one field are told one by one; JSON has all."""
TOLD_BY_PLAN = ("rejected", "possible_duplicate")
ALL_COUNTS = (*COUNTS, "skipped")


@command(
    "import",
    help=N_(
        "Take in people and organisations from files.\n\n"
        "Who is known already is updated: what came from a file gives way to a later one, what "
        "somebody typed stands. Whoever may be known is added and reported. --dry-run shows all of "
        "it and saves nothing. A record that cannot be read is reported with its line and the rest "
        "is saved. `crm undo` takes a whole file back.\n\n"
        "A folder is one of cards, as `crm export --as vdir` makes it: those that changed there "
        "are taken in."
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
    help=N_("Which field a column holds; repeat. Remembered for the same headers."),
)
@option(
    "--records", type=Word(RECORDS), default="auto", help=N_("What a row is; found if not told.")
)
@option(
    "--same",
    "same",
    metavar="LINE=REF",
    multiple=True,
    help=N_("Who the record on a line is; repeat. Remembered, as the next two are."),
)
@option(
    "--different",
    "different",
    metavar="LINE",
    multiple=True,
    help=N_("The record on a line is nobody known, or with LINE=REF not this one; repeat."),
)
@option("--skip", "skip", metavar="LINE", multiple=True, help=N_("Leave a line out; repeat."))
@option(
    "--add-people",
    is_flag=True,
    help=N_("Add those who take part in a meeting or letter and are not in the book."),
)
@option("--force", is_flag=True, help=N_("Let a folder win over what changed here as well."))
@option("--delete", is_flag=True, help=N_("Delete those whose cards were deleted in a folder."))
@option("--dry-run", is_flag=True, help=N_("Only say what would happen."))
@option("--strict", is_flag=True, help=N_("Save nothing if any record is rejected."))
@option("--source", help=N_("Where this comes from, for the history."))
@formats
def commands(
    files: Sequence[Path],
    file_format: str | None,
    pairs: tuple[str, ...],
    same: tuple[str, ...],
    different: tuple[str, ...],
    skip: tuple[str, ...],
    **options: Any,
) -> None:
    """Import files, one batch each."""
    from crm.formats import parse_mapping

    options["mapping"] = parse_mapping(pairs)
    options["decisions"] = _decisions(same, different, skip)
    if options["decisions"] and len(files) > 1:
        raise UsageError(_("Lines are those of one file: import it by itself."))
    reports: list[Mapping[str, Any]] = []
    try:
        with open_book() as book:
            for path in files:
                _take_in(book, path, {"format": file_format, **options}, reports)
    finally:
        # What was saved is said even where a later file fails.
        _print(files, reports)


def _take_in(
    book: "Book", path: Path, options: dict[str, Any], reports: list[Mapping[str, Any]]
) -> None:
    """Import a file or folder, add its report to those there are, and say what is doubtful."""
    sides = {name: options.pop(name) for name in ("force", "delete")}
    if not path.is_dir():
        if any(sides.values()):
            raise UsageError(_("--force and --delete are for folders of cards: leave them out."))
        reports.append(_import(book, path, options))
        _warn(path, reports[-1])
        _propose(reports[-1])
        return
    result = import_from_folder(book, path, options, **sides)
    reports.append(result.report)
    _warn(path, result.report)
    refuse_conflicts(result.folder)


def _import(book: "Book", path: Path, options: dict[str, Any]) -> Mapping[str, Any]:
    from crm.actions.importing import import_file

    try:
        with shown_progress() as tell:
            progress = (lambda done: tell(done, 0)) if tell else None
            return import_file(book, path, **options, progress=progress)
    except KeyboardInterrupt:
        say(_("Interrupted: nothing of {path} was saved.").format(path=path))
        raise


def _decisions(
    same: Sequence[str], different: Sequence[str], skip: Sequence[str]
) -> "dict[int, Decision]":
    from crm.actions.importing import Decision, ImportDecisionKind

    given = zip(ImportDecisionKind, (same, different, skip), strict=True)
    return {
        line: Decision(kind, reference)
        for kind, texts in given
        for line, reference in map(_line_and_reference, texts)
    }


def _line_and_reference(text: str) -> tuple[int, str]:
    line, _equals, reference = text.partition("=")
    if not (line.strip().isascii() and line.strip().isdecimal()):
        message = _("{text} is no line of the file: write LINE or LINE=REF, as in 12=p5.")
        raise UsageError(message.format(text=text))
    return int(line), reference.strip()


def _warn(path: Path, report: Mapping[str, Any]) -> None:
    shown = set()
    if report["dry_run"] and (current().format or "table") == "table":
        # The plan says why.
        shown = {entry["line"] for entry in report["changes"] if entry["outcome"] in TOLD_BY_PLAN}
    told = [warning for warning in report["warnings"] if warning["line"] not in shown]
    rejected = {entry["line"] for entry in report["changes"] if entry["outcome"] == "rejected"}
    doubts: Counter[str] = Counter()
    for warning in told:
        # Each rejection is told; of what is only doubtful, enough to see what it is about.
        doubts[warning["field"]] += warning["line"] not in rejected
        if warning["line"] in rejected or doubts[warning["field"]] <= SHOWN_DOUBTS:
            _say_warning(path, warning)
    for field, count in doubts.items():
        if count > SHOWN_DOUBTS:
            _say_rest(path, field, count - SHOWN_DOUBTS)


def _say_warning(path: Path, warning: Mapping[str, Any]) -> None:
    message = _("{path}, line {line}: {problem}")
    if warning["field"]:
        message = _("{path}, line {line}, {field}: {problem}")
    value = f" [{warning['value']}]" if warning["value"] else ""
    place = path / warning["file"] if "file" in warning else path
    said = {"line": warning["line"], "problem": warning["problem"]}
    say(message.format(path=place, field=field_title(warning["field"]), **said) + value)


def _say_rest(path: Path, field: str, count: int) -> None:
    message = ngettext(
        "{place}: {count} more doubt of this kind, which --json tells.",
        "{place}: {count} more doubts of this kind, which --json tells.",
        count,
    )
    place = ", ".join(filter(None, (str(path), field_title(field))))
    say(message.format(place=place, count=count))


def _propose(report: Mapping[str, Any]) -> None:
    """Say what the file suggests and nobody asked for, where no plan shows it."""
    if report["proposals"] and not report["dry_run"] and (current().format or "table") == "table":
        say(_("Proposed") + ":")
        for line in proposal_lines(report):
            say(line)


def _print(files: Sequence[Path], reports: Sequence[Mapping[str, Any]]) -> None:
    chosen = current().format or "table"
    if chosen == "json":
        if reports:
            print_json(reports[0] if len(files) == 1 else list(reports))
    elif chosen == "ids":
        print_lines(str(report["batch"]) for report in reports if report["batch"])
    elif chosen == "table":
        for path, report in zip(files, reports, strict=False):
            print_lines([_summary(path, report)])
            if report["dry_run"]:
                print_lines(plan_lines(report))
    elif reports:
        print_separated(reports, ("source", "format", "dry_run", "batch", *ALL_COUNTS), chosen)


def _summary(path: Path, report: Mapping[str, Any]) -> str:
    counts = ", ".join(text for name, count, text in counted(report) if count or name != "skipped")
    end = _("nothing was saved (dry run)") if report["dry_run"] else ""
    if report["batch"]:
        end = _("crm undo {batch} takes it back").format(batch=report["batch"])
    return f"{path}: {counts}{'; ' if end else ''}{end}"
