"""`crm post`: the seats of organisations, which exist while vacant."""

from functools import partial

from crm.cli.changes import given, note_option, require_change, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import POSTS
from crm.cli.output import formats
from crm.cli.parameters import Day, Reference
from crm.cli.records import answer, print_answer, print_records
from crm.cli.references import create_option, organisation_id, person_id, stored
from crm.cli.show import show
from crm.i18n import N_, _
from crm.vocabulary import RecordKind

POST = Reference(RecordKind.POST)
ORGANISATION = Reference(RecordKind.ORGANISATION)

commands = noun("post", help=N_("Keep the posts of organisations, held or vacant."))


@command(
    "add",
    group=commands,
    help=N_("Add a post to an organisation."),
    example="crm post add Statssekreterare --organisation Näringsdepartementet",
)
@argument("label", help=N_("What the post is called."))
@option("--organisation", "--org", type=ORGANISATION, required=True, help=N_("Whose post it is."))
@option("--role", help=N_("The role of whoever holds it."))
@note_option()
@create_option
@formats
def add(label: str, organisation: str, role: str | None, note: str | None, create: bool) -> None:
    """Add a post."""
    from crm.actions.memberships import add_post
    from crm.inputs import PostIn

    fields = given(role=role, note=text_of(note))
    with writing(_("Added the post {name}").format(name=label)) as session:
        where = organisation_id(session, organisation, create=create)
        made = add_post(session, PostIn(label=label, organisation=where, **fields))
        added = answer(session, RecordKind.POST, stored(made.id))
    print_answer(added)


@command(
    "list",
    group=commands,
    help=N_("List posts, who holds them and which are vacant."),
    example="crm post list --vacant",
)
@option("--organisation", "--org", type=ORGANISATION, help=N_("Only those of this organisation."))
@option("--vacant/--held", default=None, help=N_("Only vacant posts, or only those held."))
@formats
def list_command(organisation: str | None, vacant: bool | None) -> None:
    """List posts."""
    from crm.queries.memberships import post_ids, post_rows
    from crm.queries.references import resolve_organisation

    with reading() as session:
        where = resolve_organisation(session, organisation) if organisation else None
        ids = post_ids(session, organisation=where, vacant=vacant)
        print_records(ids, POSTS, partial(post_rows, session))


@command(
    "show",
    group=commands,
    help=N_("Show a post and everybody who has held it."),
    example='crm post show "Statssekreterare, Näringsdepartementet"',
)
@argument("ref", type=POST, help=N_("The post."))
@formats
def show_command(ref: str) -> None:
    """Show a post."""
    show(ref, RecordKind.POST)


@command(
    "edit",
    group=commands,
    help=N_("Change what is said of a post; empty text empties a field."),
    example="crm post edit s3 --role Statssekreterare",
)
@argument("ref", type=POST, help=N_("The post."))
@option("--label", help=N_("What the post is called."))
@option("--role", help=N_("The role of whoever holds it."))
@note_option()
@formats
def edit(ref: str, label: str | None, role: str | None, note: str | None) -> None:
    """Change a post."""
    from crm.actions.memberships import edit_post
    from crm.inputs import PostEdit

    changes = PostEdit(**given(label=label, role=role, note=text_of(note)))
    require_change(changes.given())
    with changing(ref, RecordKind.POST, N_("Changed the post {name}")) as (session, identity):
        edit_post(session, identity, changes)
        changed = answer(session, RecordKind.POST, identity)
    print_answer(changed)


@command(
    "give",
    group=commands,
    help=N_("Give a post to a person; whoever holds it leaves the day before."),
    example='crm post give "Statssekreterare, Näringsdepartementet" "Eva Ny" --on 2019-06-01',
)
@argument("ref", type=POST, help=N_("The post."))
@argument("person", type=Reference(RecordKind.PERSON), help=N_("Who takes it over."))
@option("--on", type=Day(), help=N_("Their first day; today unless told."))
@create_option
@formats
def give(ref: str, person: str, on: str | None, create: bool) -> None:
    """Give a post to a person."""
    from crm.actions.memberships import succeed
    from crm.settings import today

    with changing(ref, RecordKind.POST, N_("Passed on the post {name}")) as (session, identity):
        successor = person_id(session, person, create=create)
        succeed(session, identity, successor, on or today().isoformat())
        given_away = answer(session, RecordKind.POST, identity)
    print_answer(given_away)


@command(
    "delete",
    group=commands,
    help=N_("Delete a post; those who held it keep its role."),
    example="crm post delete s3",
)
@argument("ref", type=POST, help=N_("The post."))
@formats
def delete(ref: str) -> None:
    """Delete a post."""
    from crm.actions.memberships import delete_post

    with changing(ref, RecordKind.POST, N_("Deleted the post {name}")) as (session, identity):
        deleted = answer(session, RecordKind.POST, identity)
        delete_post(session, identity)
    print_answer(deleted)
