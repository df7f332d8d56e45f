"""`crm person`: people."""

from functools import partial
from typing import Any

import click

from crm.cli.changes import custom_of, given, note_option, require_change, set_option, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.conditions import noted, where_option
from crm.cli.contacts import change_contacts, contact_details, contact_options, removal_options
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import PEOPLE
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
from crm.errors import UsageError
from crm.i18n import N_, _
from crm.vocabulary import Classification, RecordKind

PERSON = Reference(RecordKind.PERSON)
ORGANISATION = Reference(RecordKind.ORGANISATION)

commands = noun("person", help=N_("Add, list, show, edit, merge and delete people."))


def name_options(function: Any) -> Any:
    """Add the options for the parts of a name and the rest that is said of a person."""
    for add in (
        set_option,
        note_option(),
        option("--language", help=N_("The language to write in, such as sv.")),
        option("--alias", "aliases", multiple=True, help=N_("Another name; repeat.")),
        option("--prefix", "honorific_prefix", help=N_("A title, such as Dr.")),
        option("--family", "family_name", help=N_("The family name.")),
        option("--given", "given_name", help=N_("The given name.")),
    ):
        function = add(function)
    return function


@command(
    "add",
    group=commands,
    help=N_("Add a person, in an organisation or on their own."),
    example='crm person add "Göran Lundwall" --organisation ALMI --role VD --since 2010',
)
@argument("name", help=N_("The name, given name first."))
@name_options
@contact_options
@option("--organisation", "--org", type=ORGANISATION, help=N_("Where they work."))
@option("--role", help=N_("As what."))
@option("--post", type=Reference(RecordKind.POST), help=N_("The post they hold there."))
@option("--since", type=Day(), help=N_("Since when."))
@option("--tag", "tags", multiple=True, help=N_("A tag; repeat."))
@create_option
@formats
def add(
    name: str,
    organisation: str | None,
    role: str | None,
    post: str | None,
    since: str | None,
    tags: tuple[str, ...],
    create: bool,
    **options: Any,
) -> None:
    """Add a person."""
    from crm.actions.people import add_person
    from crm.inputs import MembershipIn, PersonIn

    if organisation is None and (role or post or since):
        raise UsageError(_("--role, --post and --since need --organisation."))
    person = PersonIn(
        name=name,
        tags=list(tags),
        contact_details=contact_details(options),
        other_names=other_names(options),
        **_fields(options),
    )
    with writing(_("Added {name}").format(name=person.name)) as session:
        if organisation is not None:
            where = organisation_id(session, organisation, create=create)
            work = given(role=role, post=post, start_date=since)
            person.memberships = [MembershipIn(organisation=where, **work)]
        warn_of_duplicates(session, person)
        added = answer(session, RecordKind.PERSON, stored(add_person(session, person).id))
    print_answer(added)


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    fields = given(
        given_name=options["given_name"],
        family_name=options["family_name"],
        honorific_prefix=options["honorific_prefix"],
        language=options["language"],
        note=text_of(options["note"]),
    )
    settings = custom_of(options["settings"])
    return fields | ({"custom": settings} if settings else {})


@command(
    "list",
    group=commands,
    help=N_("List people in Swedish order."),
    example="crm person list --kind state_company --format csv",
)
@option("--organisation", "--org", type=ORGANISATION, help=N_("Only those who are in it."))
@option("--kind", type=Word(Classification), help=N_("Only those in organisations of this kind."))
@option("--role", help=N_("Only those in a role with these words."))
@option("--tag", help=N_("Only those with this tag."))
@option("--topic", type=Reference(RecordKind.TOPIC), help=N_("Only those who spoke of it."))
@option("--list", "contact_list", type=Reference(RecordKind.LIST), help=N_("Only those on it."))
@where_option
@option("--former", is_flag=True, help=N_("Those who have left too."))
@option("--limit", type=click.IntRange(1), metavar="N", help=N_("At most so many."))
@formats
def list_commands(limit: int | None, **filters: Any) -> None:
    """List people."""
    from crm.queries.lines.people import people_by_name, person_lines

    if are_all_meant(filters):
        print_all(PEOPLE, people_by_name, person_lines, limit)
    else:
        _print_chosen(limit=limit, **filters)


def _print_chosen(
    organisation: str | None,
    kind: str | None,
    role: str | None,
    tag: str | None,
    topic: str | None,
    contact_list: str | None,
    where: str | None,
    former: bool,
    limit: int | None,
) -> None:
    from crm.queries.people import person_ids, person_rows
    from crm.queries.references import resolve_list, resolve_organisation, resolve_topic

    with reading() as session:
        ids = person_ids(
            session,
            organisation=resolve_organisation(session, organisation) if organisation else None,
            classification=kind,
            role=role,
            tag=tag,
            topic=resolve_topic(session, topic) if topic else None,
            contact_list=resolve_list(session, contact_list) if contact_list else None,
            where=noted(session, RecordKind.PERSON, where),
            current_only=not former,
            limit=limit,
        )
        whole = whole_records(session, RecordKind.PERSON)
        print_records(ids, PEOPLE, partial(person_rows, session), whole)


@command(
    "show",
    group=commands,
    help=N_("Show a person: roles, ways to reach them, promises and the latest."),
    example="crm person show marder@foretagarna.se",
)
@argument("ref", type=PERSON, help=N_("The person."))
@formats
def show_command(ref: str) -> None:
    """Show a person."""
    show(ref, RecordKind.PERSON)


@command(
    "edit",
    group=commands,
    help=N_("Change what is said of a person; empty text empties a field."),
    example='crm person edit p12 --phone "070-123 45 67 (mobile)" --remove-email old@almi.se',
)
@argument("ref", type=PERSON, help=N_("The person."))
@option("--name", help=N_("The whole name."))
@name_options
@option("--remove-alias", "removed_aliases", multiple=True, help=N_("Another name to forget."))
@contact_options
@removal_options
@formats
def edit(ref: str, name: str | None, **options: Any) -> None:
    """Change a person."""
    from crm.actions.people import edit_person
    from crm.inputs import PersonEdit

    changes = PersonEdit(**given(name=name), **_fields(options))
    require_change(changes.given(), *options.values())
    with changing(ref, RecordKind.PERSON, N_("Changed {name}")) as (session, identity):
        change_contacts(session, RecordKind.PERSON, identity, options)
        change_other_names(session, RecordKind.PERSON, identity, options)
        edit_person(session, identity, changes)
        changed = answer(session, RecordKind.PERSON, identity)
    print_answer(changed)


@command(
    "delete",
    group=commands,
    help=N_("Delete a person; `crm undo` takes it back."),
    example="crm person delete p12",
)
@argument("ref", type=PERSON, help=N_("The person."))
@formats
def delete(ref: str) -> None:
    """Delete a person."""
    from crm.actions.people import delete_person

    with changing(ref, RecordKind.PERSON, N_("Deleted {name}")) as (session, identity):
        deleted = answer(session, RecordKind.PERSON, identity)
        delete_person(session, identity)
    print_answer(deleted)


@command(
    "merge",
    group=commands,
    help=N_("Make two entries of one person into one; the first is kept, nothing is lost."),
    example="crm person merge p12 p47",
)
@argument("keep", type=PERSON, help=N_("The person to keep."))
@argument("other", type=PERSON, help=N_("The entry that goes into it."))
@merge_options
@formats
def merge_command(
    keep: str, other: str, prefer: tuple[tuple[str, str], ...], dry_run: bool
) -> None:
    """Merge two people."""
    merge(RecordKind.PERSON, keep, other, prefer, dry_run=dry_run)
