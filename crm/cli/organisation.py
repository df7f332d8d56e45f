"""`crm org`: organisations."""

from functools import partial
from typing import Any

import click

from crm.cli.changes import custom_of, given, note_option, require_change, set_option, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.conditions import noted, where_option
from crm.cli.contacts import change_contacts, contact_details, contact_options, removal_options
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import ORGANISATIONS
from crm.cli.merging import merge, merge_options
from crm.cli.names import change_other_names, other_names, warn_of_duplicates
from crm.cli.output import formats
from crm.cli.parameters import Day, Reference, Word
from crm.cli.records import (
    answer,
    are_all_meant,
    print_all,
    print_answer,
    print_records,
    whole_records,
)
from crm.cli.references import create_option, organisation_id, stored
from crm.cli.show import show
from crm.i18n import N_, _
from crm.vocabulary import Classification, RecordKind

ORGANISATION = Reference(RecordKind.ORGANISATION)

commands = noun("org", help=N_("Add, list, show, edit, merge and delete organisations."))


def fact_options(function: Any) -> Any:
    """Add the options for what is said of an organisation."""
    for add in (
        set_option,
        note_option(),
        option("--alias", "aliases", multiple=True, help=N_("Another name; repeat.")),
        option("--dissolved", "dissolution_date", type=Day("past"), help=N_("When it ended.")),
        option("--founded", "founding_date", type=Day("past"), help=N_("When it began.")),
        option("--website", help=N_("Its web address.")),
        option("--area", metavar="PLACE", help=N_("Its municipality, or another place.")),
        option("--orgnr", metavar="NR", help=N_("Its Swedish organisation number.")),
        option("--parent", type=ORGANISATION, help=N_("The organisation it belongs to.")),
        option("--kind", type=Word(Classification), help=N_("What sort of organisation it is.")),
    ):
        function = add(function)
    return function


@command(
    "add",
    group=commands,
    help=N_("Add an organisation."),
    example='crm org add "ALMI Invest" --kind state_company --parent ALMI',
)
@argument("name", help=N_("The name."))
@fact_options
@contact_options
@option("--tag", "tags", multiple=True, help=N_("A tag; repeat."))
@create_option
@formats
def add(name: str, tags: tuple[str, ...], create: bool, **options: Any) -> None:
    """Add an organisation."""
    from crm.actions.organisations import add_organisation
    from crm.inputs import OrganisationIn

    organisation = OrganisationIn(
        name=name,
        tags=list(tags),
        contact_details=contact_details(options),
        other_names=other_names(options),
        **_fields(options),
    )
    with writing(_("Added {name}").format(name=organisation.name)) as session:
        if options["parent"]:
            organisation.parent = organisation_id(session, options["parent"], create=create)
        warn_of_duplicates(session, organisation)
        made = add_organisation(session, organisation)
        added = answer(session, RecordKind.ORGANISATION, stored(made.id))
    print_answer(added)


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    fields = given(
        classification=options["kind"],
        parent=options["parent"],
        orgnr=options["orgnr"],
        area=options["area"],
        website=options["website"],
        founding_date=options["founding_date"],
        dissolution_date=options["dissolution_date"],
        note=text_of(options["note"]),
    )
    settings = custom_of(options["settings"])
    return fields | ({"custom": settings} if settings else {})


@command(
    "list",
    group=commands,
    help=N_("List organisations in Swedish order."),
    example="crm org list --kind ministry",
)
@option("--kind", type=Word(Classification), help=N_("Only those of this kind."))
@option("--parent", type=ORGANISATION, help=N_("Only those that belong to it."))
@option("--area", metavar="PLACE", help=N_("Only those in this place."))
@option("--tag", help=N_("Only those with this tag."))
@option("--list", "contact_list", type=Reference(RecordKind.LIST), help=N_("Only those on it."))
@where_option
@option("--limit", type=click.IntRange(1), metavar="N", help=N_("At most so many."))
@formats
def list_command(limit: int | None, **filters: Any) -> None:
    """List organisations."""
    from crm.queries.lines.organisations import organisation_lines, organisations_by_name

    if are_all_meant(filters):
        print_all(ORGANISATIONS, organisations_by_name, organisation_lines, limit)
    else:
        _print_chosen(limit=limit, **filters)


def _print_chosen(
    kind: str | None,
    parent: str | None,
    area: str | None,
    tag: str | None,
    contact_list: str | None,
    where: str | None,
    limit: int | None,
) -> None:
    from crm.queries.organisations import organisation_ids, organisation_rows
    from crm.queries.references import resolve_list, resolve_organisation

    with reading() as session:
        ids = organisation_ids(
            session,
            classification=kind,
            parent=resolve_organisation(session, parent) if parent else None,
            area=area,
            tag=tag,
            contact_list=resolve_list(session, contact_list) if contact_list else None,
            where=noted(session, RecordKind.ORGANISATION, where),
            limit=limit,
        )
        whole = whole_records(session, RecordKind.ORGANISATION)
        print_records(ids, ORGANISATIONS, partial(organisation_rows, session), whole)


@command(
    "show",
    group=commands,
    help=N_("Show an organisation: its people, posts, promises and the latest."),
    example="crm org show Företagarna",
)
@argument("ref", type=ORGANISATION, help=N_("The organisation."))
@formats
def show_command(ref: str) -> None:
    """Show an organisation."""
    show(ref, RecordKind.ORGANISATION)


@command(
    "edit",
    group=commands,
    help=N_("Change what is said of an organisation; empty text empties a field."),
    example='crm org edit o5 --name "Klimat- och näringslivsdepartementet"',
)
@argument("ref", type=ORGANISATION, help=N_("The organisation."))
@option("--name", help=N_("Its name now; the old one is kept with --alias."))
@fact_options
@option("--remove-alias", "removed_aliases", multiple=True, help=N_("Another name to forget."))
@contact_options
@removal_options
@formats
def edit(ref: str, name: str | None, **options: Any) -> None:
    """Change an organisation."""
    from crm.actions.organisations import edit_organisation
    from crm.inputs import OrganisationEdit

    changes = OrganisationEdit(**given(name=name), **_fields(options))
    require_change(changes.given(), *options.values())
    with changing(ref, RecordKind.ORGANISATION, N_("Changed {name}")) as (session, identity):
        change_contacts(session, RecordKind.ORGANISATION, identity, options)
        change_other_names(session, RecordKind.ORGANISATION, identity, options)
        edit_organisation(session, identity, changes)
        changed = answer(session, RecordKind.ORGANISATION, identity)
    print_answer(changed)


@command(
    "delete",
    group=commands,
    help=N_("Delete an organisation; `crm undo` takes it back."),
    example="crm org delete o5",
)
@argument("ref", type=ORGANISATION, help=N_("The organisation."))
@formats
def delete(ref: str) -> None:
    """Delete an organisation."""
    from crm.actions.organisations import delete_organisation

    with changing(ref, RecordKind.ORGANISATION, N_("Deleted {name}")) as (session, identity):
        deleted = answer(session, RecordKind.ORGANISATION, identity)
        delete_organisation(session, identity)
    print_answer(deleted)


@command(
    "merge",
    group=commands,
    help=N_("Make two entries of one organisation into one; the first is kept, nothing is lost."),
    example="crm org merge o5 o9",
)
@argument("keep", type=ORGANISATION, help=N_("The organisation to keep."))
@argument("other", type=ORGANISATION, help=N_("The entry that goes into it."))
@merge_options
@formats
def merge_command(
    keep: str, other: str, prefer: tuple[tuple[str, str], ...], dry_run: bool
) -> None:
    """Merge two organisations."""
    merge(RecordKind.ORGANISATION, keep, other, prefer, dry_run=dry_run)
