"""`crm duplicates`: records that may be the same, and those that are known not to be."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from crm.cli.commands import command, option
from crm.cli.invocation import changing_any, current, open_book
from crm.cli.kinds import KindWord
from crm.cli.listings import DUPLICATES
from crm.cli.output import Row, formats, print_lines, print_rows
from crm.cli.parameters import Reference
from crm.errors import UsageError
from crm.i18n import N_, _, ngettext
from crm.vocabulary import RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Book
    from crm.queries.records import DuplicateRecord

COMPARED = (RecordKind.PERSON, RecordKind.ORGANISATION)


@command(
    "duplicates",
    help=N_(
        "List records that may be the same, the likeliest first.\n\n"
        "Decide about each with one key by --decide. Join two with `crm person merge` or `crm org "
        "merge`; two that are not the same are left out from now on with --different."
    ),
    example="crm duplicates --kind person --decide",
)
@option("--kind", type=KindWord(*COMPARED), help=N_("Only people, or only organisations."))
@option(
    "--different",
    nargs=2,
    type=Reference(*COMPARED),
    metavar="REF REF",
    help=N_("These two are not the same."),
)
@option("--decide", is_flag=True, help=N_("Ask about each pair, on a terminal."))
@formats
def commands(kind: str | None, different: tuple[str, str] | None, decide: bool) -> None:
    """List duplicates, decide about them, or note that two records are none."""
    if different:
        _mark_distinct(*different)
        return
    if decide and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("--decide needs a terminal; leave it out to list the pairs."))
    with open_book() as book:
        found = _found(book, [RecordKind(kind)] if kind else COMPARED)
        if decide:
            from crm.cli.deciding import decide_all

            decide_all(book, found)
            return
    rows: list[Row] = [
        {**pair, "other": reference(pair["kind"], pair["second"]["id"])} for pair in found
    ]
    print_rows(rows, DUPLICATES, whole=lambda: found)


def _found(book: "Book", kinds: Iterable[RecordKind]) -> "list[DuplicateRecord]":
    """Return the pairs, and say where so many share something that not all were compared."""
    from crm.queries.duplicates import search_duplicates

    found: list[DuplicateRecord] = []
    passed_over = 0
    for kind in kinds:
        pairs, more = book.ask(search_duplicates, kind)
        found += pairs
        passed_over += more
    if passed_over:
        message = ngettext(
            "{count} number, address or name is shared by too many to be a sign.",
            "{count} numbers, addresses and names are shared by too many to be a sign.",
            passed_over,
        )
        current().notes.append(message.format(count=passed_over))
    return found


def _mark_distinct(first: str, second: str) -> None:
    from crm.actions.duplicates import mark_distinct
    from crm.queries.references import resolve

    description = N_("{name} and another are not the same")
    with changing_any(first, COMPARED, description) as (session, found):
        other = resolve(session, second, [found.kind])
        mark_distinct(session, found.kind, found.id, other.id)
    print_lines([found.reference, other.reference])
