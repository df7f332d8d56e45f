"""`crm history` and `crm undo`: what was changed, and taking it back."""

import click

from crm.cli.commands import argument, command, option
from crm.cli.failures import say
from crm.cli.invocation import current, open_book, reading
from crm.cli.kinds import RECORD_KINDS
from crm.cli.listings import BATCHES
from crm.cli.output import formats, print_json, print_lines, print_rows
from crm.cli.parameters import Reference
from crm.i18n import N_

LIMIT = 20


@command(
    "history",
    help=N_("Show what was changed, when and by whom."),
    example="crm history p12 --limit 5",
)
@argument("ref", type=Reference(*RECORD_KINDS), required=False, help=N_("Only what changed it."))
@option(
    "--limit",
    type=click.IntRange(1),
    default=LIMIT,
    metavar="N",
    help=N_("At most so many; 20 unless told."),
)
@option("--changes", is_flag=True, help=N_("With every row as it was before and after, in JSON."))
@formats
def history(ref: str | None, limit: int, changes: bool) -> None:
    """Show the history."""
    from crm.queries.history import get_batch, list_batches
    from crm.queries.references import resolve
    from crm.vocabulary import RecordKind

    with reading() as session:
        found = resolve(session, ref, list(RecordKind)) if ref else None
        rows = list_batches(session, reference=found.reference if found else None, limit=limit)
        if changes:
            rows = [get_batch(session, row["id"]) for row in rows]
    print_rows(rows, BATCHES)


@command(
    "undo",
    help=N_(
        "Take back what was done last, or a batch.\n\n"
        "What somebody changed afterwards is not lost: then nothing is taken back. Undoing the "
        "undo does it again."
    ),
    example="crm undo 14",
)
@argument("batch", type=click.IntRange(1), required=False, help=N_("Its number in the history."))
@formats
def undo(batch: int | None) -> None:
    """Take back a batch."""
    with open_book() as book:
        undone = book.undo(batch)
    if current().format == "json":
        print_json(undone)
    elif current().format in (None, "ids"):
        print_lines([str(undone["id"])])
    else:
        print_rows([undone], BATCHES)
    say(undone["description"])
