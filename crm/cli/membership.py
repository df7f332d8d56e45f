"""`crm membership`: who is in which organisation, in which role, for how long."""

from functools import partial
from typing import Any

from crm.cli.changes import given, note_option, require_change, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import MEMBERSHIPS
from crm.cli.output import formats
from crm.cli.parameters import Day, Reference
from crm.cli.records import answer, print_answer, print_records
from crm.cli.references import create_option, organisation_id, person_id, stored
from crm.i18n import N_, _
from crm.vocabulary import RecordKind

PERSON = Reference(RecordKind.PERSON)
ORGANISATION = Reference(RecordKind.ORGANISATION)
POST = Reference(RecordKind.POST)
MEMBERSHIP = Reference(RecordKind.PERSON)
MEMBERSHIP_HELP = N_("The membership, such as m4, or a person who has one only.")

commands = noun("membership", help=N_("Keep who is where, in which role, since when."))


@command(
    "add",
    group=commands,
    help=N_("Put a person into an organisation; `crm post give` passes a post on."),
    example='crm membership add "Eva Ny" Näringsdepartementet --post s3 --since 2019-06-01',
)
@argument("person", type=PERSON, help=N_("The person."))
@argument("organisation", type=ORGANISATION, help=N_("The organisation."))
@option("--role", help=N_("As what."))
@option("--post", type=POST, help=N_("The post they hold there."))
@option("--since", "start_date", type=Day(), help=N_("Since when."))
@option("--until", "end_date", type=Day("none"), help=N_("Until when."))
@option("--primary", is_flag=True, help=N_("This is their main place now."))
@note_option()
@create_option
@formats
def add(person: str, organisation: str, create: bool, primary: bool, **options: Any) -> None:
    """Put a person into an organisation."""
    from crm.actions.memberships import add_membership
    from crm.inputs import MembershipIn

    fields = _fields(options)
    description = _("Put {person} into {organisation}")
    with writing(description.format(person=person, organisation=organisation)) as session:
        who = person_id(session, person, create=create)
        where = organisation_id(session, organisation, create=create)
        membership = MembershipIn(organisation=where, primary=primary, **fields)
        made = add_membership(session, who, membership)
        added = answer(session, RecordKind.MEMBERSHIP, stored(made.id))
    print_answer(added)


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    return given(**(options | {"note": text_of(options["note"])}))


@command(
    "edit",
    group=commands,
    help=N_("Change a membership; empty text empties a field."),
    example="crm membership edit m4 --role Ordförande --since 2019-04",
)
@argument("ref", type=MEMBERSHIP, help=MEMBERSHIP_HELP)
@option("--role", help=N_("As what."))
@option("--post", type=POST, help=N_("The post they hold there."))
@option("--since", "start_date", type=Day(), help=N_("Since when."))
@option("--until", "end_date", type=Day("none"), help=N_("Until when."))
@option("--primary/--secondary", default=None, help=N_("Whether this is their main place now."))
@note_option()
@formats
def edit(ref: str, primary: bool | None, **options: Any) -> None:
    """Change a membership."""
    from crm.actions.memberships import edit_membership
    from crm.inputs import MembershipEdit

    changes = MembershipEdit(**_fields(options), **given(primary=primary))
    require_change(changes.given())
    description = N_("Changed the membership {name}")
    with changing(ref, RecordKind.MEMBERSHIP, description) as (session, identity):
        edit_membership(session, identity, changes)
        changed = answer(session, RecordKind.MEMBERSHIP, identity)
    print_answer(changed)


@command(
    "end",
    group=commands,
    help=N_("Let a membership end; it stays as history."),
    example='crm membership end "Emil Högberg" --on 2019-05-31',
)
@argument("ref", type=MEMBERSHIP, help=MEMBERSHIP_HELP)
@option("--on", type=Day(), help=N_("Its last day; today unless told."))
@formats
def end(ref: str, on: str | None) -> None:
    """End a membership."""
    from crm.actions.memberships import end_membership
    from crm.settings import today

    description = N_("Ended the membership {name}")
    with changing(ref, RecordKind.MEMBERSHIP, description) as (session, identity):
        end_membership(session, identity, on or today().isoformat())
        ended = answer(session, RecordKind.MEMBERSHIP, identity)
    print_answer(ended)


@command(
    "delete",
    group=commands,
    help=N_("Delete a membership that never was; one that is over is ended instead."),
    example="crm membership delete m4",
)
@argument("ref", type=MEMBERSHIP, help=MEMBERSHIP_HELP)
@formats
def delete(ref: str) -> None:
    """Delete a membership."""
    from crm.actions.memberships import delete_membership

    description = N_("Deleted the membership {name}")
    with changing(ref, RecordKind.MEMBERSHIP, description) as (session, identity):
        deleted = answer(session, RecordKind.MEMBERSHIP, identity)
        delete_membership(session, identity)
    print_answer(deleted)


@command(
    "list",
    group=commands,
    help=N_("List memberships, past ones too."),
    example="crm membership list --organisation Företagarna --current",
)
@option("--person", type=PERSON, help=N_("Only those of this person."))
@option("--organisation", "--org", type=ORGANISATION, help=N_("Only those in this organisation."))
@option("--current", is_flag=True, help=N_("Only those that hold now."))
@formats
def list_command(person: str | None, organisation: str | None, current: bool) -> None:
    """List memberships."""
    from crm.queries.memberships import membership_ids, membership_rows
    from crm.queries.references import resolve_organisation, resolve_person

    with reading() as session:
        ids = membership_ids(
            session,
            person=resolve_person(session, person) if person else None,
            organisation=resolve_organisation(session, organisation) if organisation else None,
            current_only=current,
        )
        print_records(ids, MEMBERSHIPS, partial(membership_rows, session))
