"""`crm collaboration`: agreed ways of working together."""

from functools import partial
from typing import Any

from crm.cli.changes import custom_of, given, note_option, require_change, set_option, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.conditions import noted, where_option
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import COLLABORATIONS
from crm.cli.output import formats
from crm.cli.parameters import Day, Reference, Word
from crm.cli.records import (
    answer,
    get_record,
    print_answer,
    print_records,
    whole_records,
)
from crm.cli.references import create_option, organisation_id, stored
from crm.cli.show import show
from crm.i18n import N_, _
from crm.vocabulary import CollaborationStatus, RecordKind

COLLABORATION = Reference(RecordKind.COLLABORATION)
ORGANISATION = Reference(RecordKind.ORGANISATION)

commands = noun("collaboration", help=N_("Keep agreed ways of working together."))


def fact_options(function: Any) -> Any:
    """Add the options for what is said of a collaboration."""
    for add in (
        set_option,
        note_option("--purpose", "purpose"),
        option("--lead", help=N_("Who leads it.")),
        option("--review-on", type=Day("future"), help=N_("When to look at it again.")),
        option("--agreed-on", type=Day("past"), help=N_("When it was agreed.")),
        option("--status", type=Word(CollaborationStatus), help=N_("How far it has come.")),
    ):
        function = add(function)
    return function


@command(
    "add",
    group=commands,
    help=N_("Register a collaboration."),
    example='crm collaboration add "Kompetensförsörjning" --organisation Företagarna',
)
@argument("title", help=N_("What it is about."))
@option(
    "--organisation",
    "--org",
    "organisations",
    type=ORGANISATION,
    multiple=True,
    required=True,
    help=N_("With whom; repeat."),
)
@fact_options
@option("--tag", "tags", multiple=True, help=N_("A tag; repeat."))
@create_option
@formats
def add(
    title: str, organisations: tuple[str, ...], tags: tuple[str, ...], create: bool, **options: Any
) -> None:
    """Register a collaboration."""
    from crm.actions.collaborations import add_collaboration
    from crm.inputs import CollaborationIn

    fields = _fields(options)
    with writing(_("Added the collaboration {name}").format(name=title)) as session:
        with_whom = [organisation_id(session, name, create=create) for name in organisations]
        entry = CollaborationIn(
            title=title, organisations=list(with_whom), tags=list(tags), **fields
        )
        made = add_collaboration(session, entry)
        added = answer(session, RecordKind.COLLABORATION, stored(made.id))
    print_answer(added)


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    values = options | {"purpose": text_of(options["purpose"])}
    settings = custom_of(values.pop("settings"))
    return given(**values) | ({"custom": settings} if settings else {})


@command(
    "list",
    group=commands,
    help=N_("List collaborations."),
    example="crm collaboration list --status active",
)
@option("--status", type=Word(CollaborationStatus), help=N_("Only those that have come so far."))
@option("--organisation", "--org", type=ORGANISATION, help=N_("Only those with it."))
@where_option
@formats
def list_command(status: str | None, organisation: str | None, where: str | None) -> None:
    """List collaborations."""
    from crm.queries.collaborations import collaboration_ids, collaboration_rows

    with reading() as session:
        ids = collaboration_ids(
            session,
            status=status,
            organisation=organisation_id(session, organisation) if organisation else None,
            where=noted(session, RecordKind.COLLABORATION, where),
        )
        whole = whole_records(session, RecordKind.COLLABORATION)
        print_records(ids, COLLABORATIONS, partial(collaboration_rows, session), whole)


@command(
    "show",
    group=commands,
    help=N_("Show a collaboration, its promises and the latest."),
    example="crm collaboration show c2",
)
@argument("ref", type=COLLABORATION, help=N_("The collaboration."))
@formats
def show_command(ref: str) -> None:
    """Show a collaboration."""
    show(ref, RecordKind.COLLABORATION)


@command(
    "edit",
    group=commands,
    help=N_("Change a collaboration; empty text empties a field."),
    example="crm collaboration edit c2 --status active --review-on 2019-12",
)
@argument("ref", type=COLLABORATION, help=N_("The collaboration."))
@option("--title", help=N_("What it is about."))
@option(
    "--organisation",
    "--org",
    "added",
    type=ORGANISATION,
    multiple=True,
    help=N_("With whom too; repeat."),
)
@option(
    "--remove-organisation",
    "removed",
    type=ORGANISATION,
    multiple=True,
    help=N_("With whom no more; repeat."),
)
@fact_options
@create_option
@formats
def edit(
    ref: str, added: tuple[str, ...], removed: tuple[str, ...], create: bool, **options: Any
) -> None:
    """Change a collaboration."""
    from crm.actions.collaborations import edit_collaboration
    from crm.inputs import CollaborationEdit

    fields = _fields(options)
    require_change(fields, added, removed)
    description = N_("Changed the collaboration {name}")
    with changing(ref, RecordKind.COLLABORATION, description) as (session, identity):
        if added or removed:
            record = get_record(session, RecordKind.COLLABORATION, identity)
            gone = {organisation_id(session, name) for name in removed}
            kept = [link["id"] for link in record["organisations"] if link["id"] not in gone]
            new = [organisation_id(session, name, create=create) for name in added]
            fields["organisations"] = [*kept, *new]
        edit_collaboration(session, identity, CollaborationEdit(**fields))
        changed = answer(session, RecordKind.COLLABORATION, identity)
    print_answer(changed)


@command(
    "delete",
    group=commands,
    help=N_("Delete a collaboration; the promises made under it stay."),
    example="crm collaboration delete c2",
)
@argument("ref", type=COLLABORATION, help=N_("The collaboration."))
@formats
def delete(ref: str) -> None:
    """Delete a collaboration."""
    from crm.actions.collaborations import delete_collaboration

    description = N_("Deleted the collaboration {name}")
    with changing(ref, RecordKind.COLLABORATION, description) as (session, identity):
        deleted = answer(session, RecordKind.COLLABORATION, identity)
        delete_collaboration(session, identity)
    print_answer(deleted)
