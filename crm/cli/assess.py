"""`crm assess`: influence, interest and stance, dated."""

from typing import TYPE_CHECKING, Any

import click

from crm.cli.changes import given
from crm.cli.commands import argument, command, option
from crm.cli.invocation import changing_any, current, reading
from crm.cli.listings import ASSESSMENTS
from crm.cli.output import Row, formats, print_json, print_lines, print_rows
from crm.cli.parameters import Day, Reference, Word
from crm.errors import UsageError
from crm.i18n import N_, _
from crm.vocabulary import RecordKind, Stance

if TYPE_CHECKING:
    from crm.queries.references import Found

ASSESSED = (RecordKind.PERSON, RecordKind.ORGANISATION)
SCALE = click.IntRange(1, 5)


@command(
    "assess",
    help=N_(
        "Judge influence, interest and stance, dated.\n\n"
        "Without a judgement, those made before are listed, the latest first."
    ),
    example='crm assess Företagarna --influence 4 --interest 5 --reason "Leads the group"',
)
@argument("ref", type=Reference(*ASSESSED), help=N_("A person or organisation."))
@option("--influence", type=SCALE, metavar="1-5", help=N_("How much they can move."))
@option("--interest", type=SCALE, metavar="1-5", help=N_("How much they care."))
@option("--stance", type=Word(Stance), help=N_("Where they stand."))
@option("--reason", help=N_("Why you think so."))
@option("--on", "date", type=Day("past"), help=N_("As of when; today unless told."))
@option("--remove", type=click.IntRange(1), metavar="N", help=N_("Forget the one numbered so."))
@formats
def commands(ref: str, remove: int | None, date: str | None, **options: Any) -> None:
    """Assess a record, or list what was judged of it."""
    judgement = given(**options)
    if remove and (judgement or date):
        raise UsageError(_("Give either --remove or a judgement."))
    if remove:
        _remove(ref, remove)
    elif judgement:
        _add(ref, date, judgement)
    elif date:
        raise UsageError(_("Give at least --influence, --interest or --stance."))
    else:
        _list(ref)


def _add(ref: str, date: str | None, judgement: dict[str, Any]) -> None:
    from crm.actions.labels import add_assessment
    from crm.inputs import AssessmentIn
    from crm.settings import today

    assessment = AssessmentIn(date=date or today().isoformat(), **judgement)
    with changing_any(ref, ASSESSED, N_("Assessed {name}")) as (session, found):
        identity = add_assessment(session, found.kind, found.id, assessment).id
        rows = [row for row in _rows(session, found) if row["id"] == identity]
    _print_one(rows, found.reference)


def _remove(ref: str, number: int) -> None:
    from crm.actions.labels import remove_assessment
    from crm.errors import NotFound

    with changing_any(ref, ASSESSED, N_("Forgot an assessment of {name}")) as (session, found):
        rows = [row for row in _rows(session, found) if row["id"] == number]
        if not rows:
            raise NotFound(_("{name} has no assessment {number}.").format(name=ref, number=number))
        remove_assessment(session, number)
    _print_one(rows, found.reference)


def _print_one(rows: list[Row], reference: str) -> None:
    if current().format in (None, "ids"):
        print_lines([reference])
    elif current().format == "json":
        print_json(rows[0])
    else:
        print_rows(rows, ASSESSMENTS)


def _rows(session: Any, found: "Found") -> list[Row]:
    from crm.queries.labels import list_assessments

    return [*list_assessments(session, found.kind, found.id)]


def _list(ref: str) -> None:
    from crm.queries.references import resolve

    with reading() as session:
        rows = _rows(session, resolve(session, ref, ASSESSED))
    print_rows(rows, ASSESSMENTS)
