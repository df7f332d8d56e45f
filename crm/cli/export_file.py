"""`crm export`: what the book holds, in a file that others can open."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from crm.cli.card_folder import FORMAT as VDIR
from crm.cli.card_folder import export_to_folder
from crm.cli.changes import given
from crm.cli.commands import argument, command, option
from crm.cli.conditions import NOUNS, noted
from crm.cli.export_output import standard_output
from crm.cli.failures import say
from crm.cli.files import FilePath
from crm.cli.invocation import open_book, reading
from crm.cli.output import print_lines
from crm.cli.parameters import Reference, Text, Word
from crm.cli.progress import shown_progress
from crm.errors import FormatError, UsageError
from crm.i18n import N_, _, ngettext
from crm.vocabulary import Classification, RecordKind

STANDARD_OUTPUT = Path("-")
BOOK = "book"
VCARD_VERSIONS = ("3.0", "4.0")
LONGEST_TEMPLATE = 1_000_000
PASSED_ON = (
    *("kind", "organisation", "classification", "tag", "where", "delimiter", "title"),
    *("bom", "raw"),
)


class FormatName(Text):
    """The name of a format; the shell completes those that there are."""

    name = "format"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete the names without loading a format."""
        from crm.formats import writer_names

        return [
            click.shell_completion.CompletionItem(name)
            for name in (*writer_names(), VDIR)
            if name.startswith(incomplete)
        ]


@command(
    "export",
    help=N_(
        "Write people or organisations to a file that others can open.\n\n"
        "The format is told by the end of the file's name: .csv, .xlsx, .vcf, .md, .html, .json, "
        ".ics; - or no file writes to standard output. What took place and was promised goes out "
        "with --kind, the whole book with --all. A file that is there stays, unless --force. No "
        "cell of a table can act as a formula, unless --raw.\n\n"
        "With --as vdir, FILE is a folder that holds one card a person and is kept in step with "
        "the book: `crm import FOLDER` takes in what changed there."
    ),
    example="crm export statliga-bolag.xlsx --classification state_company",
)
@argument("file", type=FilePath(), default="-", help=N_("Where to; - is standard output."))
@option("--as", "file_format", type=FormatName(), help=N_("The format, if not by the name."))
@option("--formats", is_flag=True, help=N_("Only say which formats there are."))
@option("--all", "whole_book", is_flag=True, help=N_("The whole book, as JSON that keeps all."))
@option("--kind", type=Word(tuple(NOUNS)), help=N_("Of what; people, if the format holds them."))
@option("--list", "contact_list", type=Reference(RecordKind.LIST), help=N_("Only those on it."))
@option(
    "--organisation",
    "--org",
    type=Reference(RecordKind.ORGANISATION),
    help=N_("Only those who are in it."),
)
@option(
    "--classification",
    type=Word(Classification),
    help=N_("Only organisations of this kind, or people in them."),
)
@option("--tag", help=N_("Only those with this tag."))
@option("--where", metavar="EXPR", help=N_("Only those for which this condition holds."))
@option("--columns", metavar="A,B,…", help=N_("Only these columns, in this order."))
@option("--delimiter", metavar="SIGN", help=N_("What parts the cells of CSV, such as ;."))
@option("--bom", is_flag=True, help=N_("Begin the table so that Excel reads it as UTF-8."))
@option("--raw", is_flag=True, help=N_("Leave cells as they are, even if they look like formulas."))
@option("--vcard-version", type=Word(VCARD_VERSIONS), help=N_("Which vCard; 3.0 if not told."))
@option("--template", type=FilePath(), help=N_("The text of drafts, with {{field}} in it."))
@option("--title", help=N_("What a page or sheet is called."))
@option("--force", is_flag=True, help=N_("Replace what is there already."))
def commands(
    file: Path,
    file_format: str | None,
    formats: bool,
    whole_book: bool,
    force: bool,
    **options: Any,
) -> None:
    """Export a choice of records."""
    from crm.formats import writer_name_for, writer_names

    if formats:
        print_lines(sorted([*writer_names(), VDIR]))
        return
    if whole_book:
        file_format = _of_whole_book(file_format)
    if file_format is None:
        file_format = "csv" if file == STANDARD_OUTPUT else writer_name_for(file)
    chosen = {"format": file_format} | _chosen(options)
    if file_format == VDIR:
        export_to_folder(_folder(file), chosen, force=force)
        return
    if options["where"]:
        _note_dates(options["kind"], options["where"])
    if file == STANDARD_OUTPUT:
        _to_standard_output(chosen)
    else:
        _to_file(file, chosen, force=force)


def _folder(file: Path) -> Path:
    if file == STANDARD_OUTPUT or file.is_file():
        raise UsageError(_("The format vdir is a folder of cards: name the folder."))
    return file


def _of_whole_book(file_format: str | None) -> str:
    if file_format not in (None, "json", BOOK):
        raise UsageError(_("A whole book is written as JSON: leave out --as."))
    return BOOK


def _chosen(options: dict[str, Any]) -> dict[str, Any]:
    columns, template = options["columns"], options["template"]
    return given(
        **{name: options[name] for name in PASSED_ON},
        list=options["contact_list"],
        columns=[part.strip() for part in columns.split(",")] if columns else None,
        version=options["vcard_version"],
        template=_text_of(template) if template else None,
    )


def _note_dates(kind: str | None, where: str) -> None:
    # Where the format decides what is exported, the export itself says what is wrong.
    with suppress(UsageError), reading() as session:
        noted(session, NOUNS[kind or "people"], where)


def _text_of(template: Path) -> str:
    with template.open("rb") as stream:
        content = stream.read(LONGEST_TEMPLATE + 1)
    try:
        if len(content) > LONGEST_TEMPLATE:
            raise ValueError
        return content.decode("utf-8-sig")
    except ValueError:
        message = _("The template {path} is not a text in UTF-8; save it as one.")
        raise FormatError(message.format(path=template)) from None


def _to_standard_output(chosen: dict[str, Any]) -> None:
    from crm.actions.exporting import export

    with open_book() as book, standard_output(chosen["format"]) as stream:
        export(book, stream, line_end="\n", left_out=_say_left_out, **chosen)


def _to_file(file: Path, chosen: dict[str, Any], *, force: bool) -> None:
    from crm.actions.exporting import export_file

    try:
        with open_book() as book, shown_progress() as progress:
            count = export_file(
                book, file, replace=force, progress=progress, left_out=_say_left_out, **chosen
            )
    except KeyboardInterrupt:
        say(_("Interrupted: {path} was not written.").format(path=file))
        raise
    message = ngettext(
        "{count} record written to {path}.", "{count} records written to {path}.", count
    )
    say(message.format(count=count, path=file))


def _say_left_out(count: int) -> None:
    message = ngettext(
        "{count} record is left out: it lacks what this format needs, such as an e-mail address.",
        "{count} records are left out: they lack what this format needs, such as an e-mail "
        "address.",
        count,
    )
    say(message.format(count=count))
