"""`crm export`: people or organisations to a file that others can open."""

import io
import sys
from pathlib import Path
from typing import Any

from crm.cli.changes import given
from crm.cli.commands import argument, command, option
from crm.cli.failures import say
from crm.cli.files import FilePath
from crm.cli.invocation import open_book
from crm.cli.parameters import Reference, Word
from crm.errors import UsageError
from crm.i18n import N_, _, ngettext
from crm.text import for_terminal
from crm.vocabulary import Classification, RecordKind

STANDARD_OUTPUT = Path("-")


@command(
    "export",
    help=N_(
        "Write people or organisations to a file; - or nothing writes to standard output.\n\n"
        "The format is told by the end of the file's name. In CSV and TSV no cell can act as a "
        "formula, unless --raw."
    ),
    example="crm export statliga-bolag.csv --classification state_company",
)
@argument("file", type=FilePath(), default="-", help=N_("Where to; - is standard output."))
@option("--as", "file_format", metavar="FORMAT", help=N_("The format: csv, tsv or json."))
@option("--kind", type=Word(("people", "organisations")), default="people", help=N_("Of whom."))
@option("--list", "contact_list", type=Reference(RecordKind.LIST), help=N_("Only those on it."))
@option(
    "--organisation",
    type=Reference(RecordKind.ORGANISATION),
    help=N_("Only those who are in it."),
)
@option(
    "--classification",
    type=Word(Classification),
    help=N_("Only organisations of this kind, or people in them."),
)
@option("--tag", help=N_("Only those with this tag."))
@option("--where", metavar="EXPR", help=N_("Only those for whom this holds."))
@option("--columns", metavar="A,B,…", help=N_("Only these columns, in this order."))
@option("--raw", is_flag=True, help=N_("Leave cells as they are, even if they look like formulas."))
@option("--bom", is_flag=True, help=N_("Begin the table so that Excel reads it as UTF-8."))
def commands(file: Path, file_format: str | None, columns: str | None, **options: Any) -> None:
    """Export people or organisations."""
    from crm.formats import writer_names

    name = file_format or _format_of(file)
    if name not in writer_names():
        message = _("Export knows these formats: {names}; name one with --as.")
        raise UsageError(message.format(names=", ".join(writer_names())))
    chosen = {
        "format": name,
        "kind": options["kind"],
        "raw": options["raw"],
        "bom": options["bom"],
    } | given(
        list=options["contact_list"],
        organisation=options["organisation"],
        classification=options["classification"],
        tag=options["tag"],
        where=options["where"],
        columns=[part.strip() for part in columns.split(",")] if columns else None,
    )
    if file == STANDARD_OUTPUT:
        _to_standard_output(chosen)
    else:
        _to_file(file, chosen)


def _format_of(file: Path) -> str:
    return "csv" if file == STANDARD_OUTPUT else file.suffix.lower().lstrip(".")


def _to_standard_output(chosen: dict[str, Any]) -> None:
    from crm.actions.exporting import export

    stream = io.StringIO(newline="")
    with open_book() as book:
        export(book, stream, **chosen)
    text = stream.getvalue().replace("\r\n", "\n")
    sys.stdout.write(for_terminal(text, multiline=True) if sys.stdout.isatty() else text)


def _to_file(file: Path, chosen: dict[str, Any]) -> None:
    from crm.actions.exporting import export

    # Beside the goal, so that what stood there is replaced whole or not at all.
    draft = file.with_name(f".{file.name}.part")
    with open_book() as book:
        try:
            with draft.open("w", encoding="utf-8", newline="") as stream:
                count = export(book, stream, **chosen)
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    message = ngettext(
        "{count} record written to {path}.", "{count} records written to {path}.", count
    )
    say(message.format(count=count, path=file))
