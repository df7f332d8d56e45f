"""Deciding about pairs that may be one, one key each, on a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from crm.cli.failures import say
from crm.cli.output import print_lines
from crm.cli.tables import heading, lay_out, terminal_width
from crm.errors import NotFound
from crm.i18n import _, ngettext
from crm.labels import label, share_label
from crm.text import for_terminal
from crm.vocabulary import MergeOutcome, RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Book
    from crm.queries.merging import MergePreview
    from crm.queries.records import DuplicateRecord

KEYS = "mMdsuq?"


def decide_all(book: "Book", pairs: "Sequence[DuplicateRecord]") -> None:
    """Show each pair and do what is said about it; what was merged away is not asked about."""
    decided: list[tuple[int, int]] = []
    place = 0
    while place < len(pairs):
        pair = pairs[place]
        key = _ask() if _show(book, pair, f"{place + 1}/{len(pairs)}") else "s"
        if key == "q":
            break
        if key == "?":
            print_lines(_explanation())
        elif key == "u":
            place = _take_back(book, decided, place)
        else:
            if key != "s":
                decided.append((place, _carry_out(book, pair, key)))
            place += 1
    count = len(decided)
    message = ngettext("{count} pair was decided.", "{count} pairs were decided.", count)
    say(message.format(count=count))


def _take_back(book: "Book", decided: list[tuple[int, int]], place: int) -> int:
    """Undo the last decision, and return the place of its pair, to be asked about again."""
    if not decided:
        print_lines([_("Nothing was decided yet.")])
        return place
    place, batch = decided.pop()
    print_lines([for_terminal(book.undo(batch)["description"])])
    return place


def _ask() -> str:
    question = _(
        "Merge into the first (m) or the second (M), different (d), skip (s), undo (u), quit (q)? "
    )
    while True:
        click.echo(question, nl=False)
        key = click.getchar()
        click.echo(key if key.isprintable() else "")
        if key in KEYS:
            return key
        if key in ("\x03", "\x04", "\x1b"):
            return "q"


def _explanation() -> Iterator[str]:
    yield _("m: the second becomes part of the first; all that is known of both stays")
    yield _("M: the first becomes part of the second")
    yield _("d: they are not the same, and are not asked about again")
    yield _("s: decide later")
    yield _("u: take back the last decision")


def _carry_out(book: "Book", pair: "DuplicateRecord", key: str) -> int:
    """Do what was said, as one batch, and return its number."""
    from crm.actions.duplicates import mark_distinct
    from crm.actions.organisations import merge_organisations
    from crm.actions.people import merge_people

    first, second = pair["first"], pair["second"]
    if key == "d":
        said = _("Noted that {first} and {second} are not the same")
        said = said.format(first=first["name"], second=second["name"])
    else:
        keep, other = (first, second) if key == "m" else (second, first)
        said = _("Merged {name} with another").format(name=keep["name"])
    with book.write(said) as session:
        if key == "d":
            mark_distinct(session, pair["kind"], first["id"], second["id"])
        elif pair["kind"] == RecordKind.PERSON:
            merge_people(session, keep["id"], other["id"])
        else:
            merge_organisations(session, keep["id"], other["id"])
    batch: int = session.info["batch_id"]
    return batch


def _show(book: "Book", pair: "DuplicateRecord", place: str) -> bool:
    """Print two records side by side; tell whether both are still there."""
    from crm.queries.merging import preview_merge

    try:
        preview = book.ask(preview_merge, pair["kind"], pair["first"]["id"], pair["second"]["id"])
    except NotFound:
        return False
    reasons = ", ".join(pair["reasons"])
    print_lines(["", heading(f"{place}  {share_label(pair['score'])}  {reasons}")])
    print_lines(lay_out(list(_rows(preview)), terminal_width()))
    return True


def _rows(preview: "MergePreview") -> Iterable[Sequence[str]]:
    kind = preview["kind"]
    keep, other = (reference(kind, preview[side]["id"]) for side in ("keep", "other"))
    yield "", keep, other, ""
    for field in preview["fields"]:
        if field["kept"] or field["other"]:
            same = field["outcome"] == MergeOutcome.SAME
            yield (
                field["label"],
                field["kept"],
                field["other"],
                "" if same else label(field["outcome"]),
            )
