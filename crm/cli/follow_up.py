"""`crm follow-up`: promises, ours and theirs."""

from functools import partial
from typing import Any

import click

from crm.cli.changes import custom_of, given, note_option, require_change, set_option, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.conditions import noted, where_option
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import FOLLOW_UPS
from crm.cli.output import formats
from crm.cli.parameters import Day, Reference, Word
from crm.cli.records import answer, print_answer, print_records
from crm.cli.references import create_option, organisation_id, person_id, stored
from crm.cli.show import show
from crm.errors import UsageError
from crm.i18n import N_, _
from crm.vocabulary import Direction, FollowUpStatus, Priority, RecordKind

FOLLOW_UP = Reference(RecordKind.FOLLOW_UP)
PERSON = Reference(RecordKind.PERSON)
ORGANISATION = Reference(RecordKind.ORGANISATION)

commands = noun("follow-up", help=N_("Keep promises, ours and theirs."))


def fact_options(function: Any) -> Any:
    """Add the options for what is said of a promise."""
    for add in (
        set_option,
        note_option("--quote", "quote"),
        option("--repeats", metavar="HOW", help=N_("How often it comes anew, such as monthly.")),
        option("--priority", type=Word(Priority), help=N_("How much it matters.")),
        option(
            "--collaboration",
            type=Reference(RecordKind.COLLABORATION),
            help=N_("The collaboration it belongs to."),
        ),
        option(
            "--interaction",
            type=Reference(RecordKind.INTERACTION),
            help=N_("Where it was promised."),
        ),
        option(
            "--organisation", "--org", type=ORGANISATION, help=N_("The organisation it concerns.")
        ),
        option("--person", type=PERSON, help=N_("The person it concerns.")),
        option("--owner", help=N_("Who sees to it.")),
        option("--direction", type=Word(Direction), help=N_("Who promised: ours, theirs, joint.")),
        option("--due", "due_date", type=Day("future"), help=N_("By when.")),
    ):
        function = add(function)
    return function


@command(
    "add",
    group=commands,
    help=N_("Keep track of a promise."),
    example='crm follow-up add "Send the figures" --due "2 juli" --organisation ALMI',
)
@argument("title", help=N_("What was promised."))
@fact_options
@create_option
@formats
def add(title: str, create: bool, **options: Any) -> None:
    """Add a promise."""
    from crm.actions.follow_ups import add_follow_up
    from crm.inputs import FollowUpIn

    fields = _fields(options)
    with writing(_("Added the promise {name}").format(name=title)) as session:
        if options["person"]:
            fields["person"] = person_id(session, options["person"], create=create)
        if options["organisation"]:
            where = organisation_id(session, options["organisation"], create=create)
            fields["organisation"] = where
        made = add_follow_up(session, FollowUpIn(title=title, **fields))
        added = answer(session, RecordKind.FOLLOW_UP, stored(made.id))
    print_answer(added)


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    values = options | {"quote": text_of(options["quote"])}
    settings = custom_of(values.pop("settings"))
    return given(**values) | ({"custom": settings} if settings else {})


@command(
    "list",
    group=commands,
    help=N_("List promises by their dates."),
    example="crm follow-up list --open --direction theirs",
)
@option("--open", "is_open", is_flag=True, help=N_("Only those that are not settled."))
@option("--overdue", is_flag=True, help=N_("Only those that are late."))
@option("--done", is_flag=True, help=N_("Only those that are done."))
@option("--direction", type=Word(Direction), help=N_("Only ours, theirs or joint ones."))
@option("--owner", help=N_("Only those this one sees to."))
@option("--organisation", "--org", type=ORGANISATION, help=N_("Only those that concern it."))
@option("--person", type=PERSON, help=N_("Only those that concern this person."))
@option(
    "--collaboration",
    type=Reference(RecordKind.COLLABORATION),
    help=N_("Only those that belong to it."),
)
@where_option
@option("--limit", type=click.IntRange(1), metavar="N", help=N_("At most so many."))
@formats
def list_command(
    is_open: bool,
    overdue: bool,
    done: bool,
    direction: str | None,
    owner: str | None,
    organisation: str | None,
    person: str | None,
    collaboration: str | None,
    where: str | None,
    limit: int | None,
) -> None:
    """List promises."""
    from crm.queries.follow_ups import follow_up_ids, follow_up_rows
    from crm.queries.references import resolve_collaboration

    chosen = [word for word, on in (("open", is_open), ("overdue", overdue), ("done", done)) if on]
    if len(chosen) > 1:
        raise UsageError(_("Give only one of --open, --overdue and --done."))
    with reading() as session:
        ids = follow_up_ids(
            session,
            status=chosen[0] if chosen else None,
            direction=direction,
            owner=owner,
            organisation=organisation_id(session, organisation) if organisation else None,
            person=person_id(session, person) if person else None,
            collaboration=resolve_collaboration(session, collaboration) if collaboration else None,
            where=noted(session, RecordKind.FOLLOW_UP, where),
            limit=limit,
        )
        print_records(ids, FOLLOW_UPS, partial(follow_up_rows, session))


@command("show", group=commands, help=N_("Show a promise."), example="crm follow-up show f3")
@argument("ref", type=FOLLOW_UP, help=N_("The promise."))
@formats
def show_command(ref: str) -> None:
    """Show a promise."""
    show(ref, RecordKind.FOLLOW_UP)


@command(
    "done",
    group=commands,
    help=N_("Mark a promise as kept; one that repeats comes anew."),
    example="crm follow-up done f3",
)
@argument("ref", type=FOLLOW_UP, help=N_("The promise."))
@option("--on", type=Day("past"), help=N_("The day it was done; today unless told."))
@formats
def done_command(ref: str, on: str | None) -> None:
    """Mark a promise as kept."""
    from crm.actions.follow_ups import complete_follow_up

    with changing(ref, RecordKind.FOLLOW_UP, N_("Done: {name}")) as (session, identity):
        complete_follow_up(session, identity, on or None)
        completed = answer(session, RecordKind.FOLLOW_UP, identity)
    print_answer(completed)


@command(
    "reopen",
    group=commands,
    help=N_("Take a promise as not kept after all."),
    example="crm follow-up reopen f3",
)
@argument("ref", type=FOLLOW_UP, help=N_("The promise."))
@formats
def reopen(ref: str) -> None:
    """Reopen a promise."""
    from crm.actions.follow_ups import reopen_follow_up

    with changing(ref, RecordKind.FOLLOW_UP, N_("Reopened: {name}")) as (session, identity):
        reopen_follow_up(session, identity)
        reopened = answer(session, RecordKind.FOLLOW_UP, identity)
    print_answer(reopened)


@command(
    "edit",
    group=commands,
    help=N_("Change a promise; empty text empties a field."),
    example='crm follow-up edit f3 --due "om två veckor" --priority high',
)
@argument("ref", type=FOLLOW_UP, help=N_("The promise."))
@option("--title", help=N_("What was promised."))
@option("--status", type=Word(FollowUpStatus), help=N_("Where it stands."))
@fact_options
@formats
def edit(ref: str, **options: Any) -> None:
    """Change a promise."""
    from crm.actions.follow_ups import edit_follow_up
    from crm.inputs import FollowUpEdit

    changes = FollowUpEdit(**_fields(options))
    require_change(changes.given())
    with changing(ref, RecordKind.FOLLOW_UP, N_("Changed {name}")) as (session, identity):
        edit_follow_up(session, identity, changes)
        changed = answer(session, RecordKind.FOLLOW_UP, identity)
    print_answer(changed)


@command(
    "delete",
    group=commands,
    help=N_("Delete a promise; `crm undo` takes it back."),
    example="crm follow-up delete f3",
)
@argument("ref", type=FOLLOW_UP, help=N_("The promise."))
@formats
def delete(ref: str) -> None:
    """Delete a promise."""
    from crm.actions.follow_ups import delete_follow_up

    with changing(ref, RecordKind.FOLLOW_UP, N_("Deleted {name}")) as (session, identity):
        deleted = answer(session, RecordKind.FOLLOW_UP, identity)
        delete_follow_up(session, identity)
    print_answer(deleted)
