"""`crm find`: the search, straight through the database driver, so that it starts at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from crm.cli.commands import argument, command, option
from crm.cli.invocation import current, looking
from crm.cli.kinds import RECORD_KINDS, KindWord
from crm.cli.listings import HITS
from crm.cli.output import formats, print_rows
from crm.i18n import N_
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.search import Hit

LIMIT = 50
FOUND = tuple(kind for kind in RECORD_KINDS if kind != RecordKind.POST)


@command(
    "find",
    help=N_(
        "Find anything by what is written about it.\n\n"
        "Every word counts, in any order and from its beginning; small and large letters, å and a, "
        "are the same. Phone numbers and e-mail addresses are found in any spelling."
    ),
    example="crm find marder",
)
@argument("text", nargs=-1, required=True, help=N_("The words to look for."))
@option(
    "--kind",
    "kinds",
    type=KindWord(*FOUND),
    multiple=True,
    help=N_("Only records of this kind; repeat."),
)
@option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=LIMIT,
    metavar="N",
    help=N_("At most so many; 50 unless told."),
)
@formats
def commands(text: tuple[str, ...], kinds: tuple[str, ...], limit: int) -> None:
    """Find records and print them, best first."""
    hits = find_in_book(" ".join(text), kinds, limit)
    print_rows([hit._asdict() for hit in hits], HITS)


def find_in_book(text: str, kinds: Sequence[str], limit: int) -> "list[Hit]":
    """Return what is found in the book of this call; a book that is not there holds nothing."""
    from crm import search

    if not current().has_book:
        return []
    with looking() as connection:
        return search.find(connection, text, kinds, limit)
