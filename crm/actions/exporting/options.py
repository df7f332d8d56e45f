"""What may be said of an export, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from crm.actions.exporting.choosing import Choice, noun
from crm.errors import UsageError
from crm.formats import WriteOptions, writer
from crm.formats.protocol import FolderWriter, FormatWriter
from crm.formats.registry import kinds_of
from crm.i18n import _, current_language
from crm.queries.references import Reference
from crm.vocabulary import RecordKind

Progress = Callable[[int, int], None]
"""What is told how many records of how many have been written."""


class ExportOptions(TypedDict, total=False):
    """What is exported and how; nothing need be said.

    `kind` is `people`, `organisations`, `interactions`, `follow-ups` or `collaborations`. `list`,
    `organisation`, `classification`, `tag`, `where` (a condition as in `crm.where`) and `ids`
    choose; several must all hold. `columns` are those of a table, or the keys of JSON, in order.
    `delimiter`, `bom` (so that Excel knows UTF-8), `raw` (leave what a spreadsheet would run) and
    `line_end` are for tables of text, `version` for vCard, `template` (a text with `{{field}}`) for
    drafts, `title` for what is read by people. `progress` is called with how many of how many are
    done, `left_out` with how many records lack what the format needs, if any do.
    """

    kind: str | None
    list: Reference | None
    organisation: Reference | None
    classification: str | None
    tag: str | None
    where: str | None
    ids: Sequence[int] | None
    columns: Sequence[str] | None
    delimiter: str | None
    bom: bool
    raw: bool
    line_end: str
    version: str
    template: str
    title: str
    progress: Progress | None
    left_out: Callable[[int], None] | None


@dataclass(frozen=True, slots=True)
class Order:
    """An export to be carried out: who writes which records; `kinds` has one, or all of `work`."""

    writer: FormatWriter | FolderWriter
    kinds: tuple[RecordKind, ...]
    choice: Choice
    columns: Sequence[str] | None
    writing: WriteOptions
    progress: Progress | None = None
    left_out: Callable[[int], None] | None = None


def order_for(name: str, options: ExportOptions) -> Order:
    """Return what is to be done; errors: `UsageError` for a format or kind that there is not."""
    chosen = writer(name)
    kinds = _kinds(name, chosen, options.get("kind"))
    choice = Choice(
        contact_list=options.get("list"),
        organisation=options.get("organisation"),
        classification=options.get("classification"),
        tag=options.get("tag"),
        where=options.get("where"),
        ids=options.get("ids"),
    )
    return Order(
        writer=chosen,
        kinds=tuple(map(noun, kinds)),
        choice=choice,
        columns=options.get("columns"),
        writing=_writing(name, options, kinds),
        progress=options.get("progress"),
        left_out=options.get("left_out"),
    )


def _kinds(name: str, chosen: FormatWriter | FolderWriter, kind: str | None) -> tuple[str, ...]:
    known = kinds_of(chosen)
    if kind is None:
        return known if chosen.TAKES == "work" else known[:1]
    noun(kind)
    if not known:
        raise UsageError(_("A whole book has every kind: do not name one."))
    if kind not in known:
        message = _("The format {name} holds only these: {kinds}.")
        raise UsageError(message.format(name=name, kinds=", ".join(known)))
    return (kind,)


def _writing(name: str, options: ExportOptions, kinds: Sequence[str]) -> WriteOptions:
    usual = "\t" if name == "tsv" else ","
    writing = WriteOptions(
        kind=kinds[0] if len(kinds) == 1 else "",
        delimiter=usual if options.get("delimiter") is None else cast(str, options["delimiter"]),
        line_end=options.get("line_end", "\r\n"),
        bom=options.get("bom", False),
        raw=options.get("raw", False),
        version=options.get("version", ""),
        template=options.get("template", ""),
        title=options.get("title", ""),
        language=current_language(),
    )
    writing.check()
    return writing
