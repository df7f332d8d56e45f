"""`crm duplicates`: records that may be the same, and those that are known not to be."""

from crm.cli.commands import command, option
from crm.cli.invocation import changing_any, reading
from crm.cli.listings import DUPLICATES
from crm.cli.output import Row, formats, print_lines, print_rows
from crm.cli.parameters import KindWord, Reference
from crm.i18n import N_
from crm.vocabulary import RecordKind, reference

COMPARED = (RecordKind.PERSON, RecordKind.ORGANISATION)


@command(
    "duplicates",
    help=N_(
        "List records that may be the same, the likeliest first.\n\n"
        "Join two with `crm person merge` or `crm org merge`; two that are not the same are left "
        "out from now on with --different."
    ),
    example="crm duplicates --kind person",
)
@option("--kind", type=KindWord(*COMPARED), help=N_("Only people, or only organisations."))
@option(
    "--different",
    nargs=2,
    type=Reference(*COMPARED),
    metavar="REF REF",
    help=N_("These two are not the same."),
)
@formats
def commands(kind: str | None, different: tuple[str, str] | None) -> None:
    """List duplicates, or note that two records are none."""
    if different:
        _mark_distinct(*different)
        return
    from crm.queries.duplicates import find_duplicates

    kinds = [RecordKind(kind)] if kind else COMPARED
    with reading() as session:
        found = [pair for noun in kinds for pair in find_duplicates(session, noun)]
    rows: list[Row] = [
        {**pair, "other": reference(pair["kind"], pair["second"]["id"])} for pair in found
    ]
    print_rows(rows, DUPLICATES, whole=lambda: found)


def _mark_distinct(first: str, second: str) -> None:
    from crm.actions.duplicates import mark_distinct
    from crm.queries.references import resolve

    description = N_("{name} and another are not the same")
    with changing_any(first, COMPARED, description) as (session, found):
        other = resolve(session, second, [found.kind])
        mark_distinct(session, found.kind, found.id, other.id)
    print_lines([found.reference, other.reference])
