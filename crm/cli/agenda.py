"""`crm agenda`: what is late, due today, coming, waited for, planned and up for review."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from crm.cli.cells import moment, name_of
from crm.cli.commands import command, option
from crm.cli.invocation import current, looking
from crm.cli.listings import FOLLOW_UPS
from crm.cli.output import Row, formats, print_json, print_lines, print_separated
from crm.cli.sheets import Section
from crm.cli.tables import heading, lay_out, terminal_width
from crm.i18n import N_, _
from crm.labels import label
from crm.vocabulary import RecordKind, reference

DAYS = 14
PROMISES = {
    "overdue": N_("Late"),
    "due_today": N_("Today"),
    "coming": N_("Coming"),
    "waiting": N_("Waiting for others"),
    "later": N_("Later"),
    "undated": N_("Without a date"),
}


@command(
    "agenda",
    help=N_("Show what is late, due, coming and waited for."),
    example="crm agenda --days 30",
)
@option(
    "--days",
    type=click.IntRange(0, 3660),
    default=DAYS,
    metavar="N",
    help=N_("How many days ahead to look; 14 unless told."),
)
@formats
def commands(days: int) -> None:
    """Show the agenda."""
    print_agenda(days)


def print_agenda(days: int = DAYS) -> None:
    """Print the agenda in the format asked for."""
    from crm.queries.lines.agenda import agenda

    with looking() as connection:
        found: Mapping[str, Any] = agenda(connection, days=days)
    chosen = current().format or "table"
    if chosen == "json":
        print_json(found)
    elif chosen == "ids":
        print_lines(ref for ref, *_cells in _all_rows(found))
    elif chosen == "table":
        print_lines(agenda_lines(found, terminal_width()))
    else:
        rows: list[Row] = [
            {"section": part, "reference": reference(RecordKind.FOLLOW_UP, row["id"])} | row
            for part in PROMISES
            for row in found[part]
        ]
        print_separated(rows, ("section", "reference", *FOLLOW_UPS.keys), chosen)


def agenda_lines(found: Mapping[str, Any], width: int | None) -> Iterator[str]:
    """Yield the agenda as text, with the empty parts left out."""
    from datetime import date

    from crm.dates import format_day

    yield heading(format_day(date.fromisoformat(found["today"])))
    parts = [part for part in _parts(found) if part[1]]
    if not parts:
        yield _("Nothing is waiting for you.")
    for title, rows in parts:
        yield ""
        yield heading(title)
        yield from lay_out(rows, width, indent=2)


def _parts(found: Mapping[str, Any]) -> Iterator[Section]:
    for part, title in PROMISES.items():
        yield _(title), [_promise(row) for row in found[part]]
    yield _("Planned"), [_meeting(row) for row in found["meetings"]]
    yield _("Up for review"), [_review(row) for row in found["reviews"]]


def _all_rows(found: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    return (row for _title, rows in _parts(found) for row in rows)


def _promise(row: Row) -> tuple[str, ...]:
    from crm.dates import relative

    due = row["due_date"]
    return (
        reference(RecordKind.FOLLOW_UP, row["id"]),
        due or "",
        relative(due) if due else "",
        label(row["direction"]),
        row["title"],
        row["owner"] or name_of(row["person"]) or name_of(row["organisation"]),
    )


def _meeting(row: Row) -> tuple[str, ...]:
    return (
        reference(RecordKind.INTERACTION, row["id"]),
        moment(row["starts_at"]),
        label(row["kind"]),
        row["subject"],
        row["participants"],
    )


def _review(row: Row) -> tuple[str, ...]:
    ref = reference(RecordKind.COLLABORATION, row["id"])
    return ref, row["review_on"] or "", row["title"], row["organisations"]
