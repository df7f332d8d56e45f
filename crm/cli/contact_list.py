"""`crm list`: lists of contacts, fixed or filled by a search."""

from typing import TYPE_CHECKING, Any

from crm.cli.changes import given, note_option, require_change, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.conditions import NOUNS, noted
from crm.cli.invocation import changing, current, reading, writing
from crm.cli.listings import LIST_MEMBERS, LISTS
from crm.cli.output import formats, print_rows
from crm.cli.parameters import Reference, Word
from crm.cli.records import answer, get_record, print_answer, print_record
from crm.cli.references import stored
from crm.errors import Invalid
from crm.i18n import N_, _
from crm.vocabulary import RecordKind

if TYPE_CHECKING:
    from crm.book import Session
    from crm.inputs import ContactListIn

CONTACT_LIST = Reference(RecordKind.LIST)
MEMBERS = (RecordKind.PERSON, RecordKind.ORGANISATION)
MEMBER = Reference(*MEMBERS)

KINDS = tuple(NOUNS)

commands = noun("list", help=N_("Keep lists of contacts, fixed or filled by a search."))


def search_options(function: Any) -> Any:
    """Add the options for what a saved search looks for."""
    for add_option in (
        option("--query", metavar="TEXT", help=N_("The words that a saved search looks for.")),
        option("--kind", type=Word(KINDS), help=N_("What the condition is about, if not people.")),
        option("--where", metavar="EXPR", help=N_("The condition of a saved search.")),
    ):
        function = add_option(function)
    return function


def _searched(where: str | None, kind: str | None, query: str | None) -> dict[str, Any]:
    return given(condition=where, about=NOUNS[kind].value if kind else None, query=query)


def _note_dates(session: "Session", entry: "ContactListIn") -> None:
    if entry.condition:
        noted(session, RecordKind(entry.about or RecordKind.PERSON), entry.condition)


@command(
    "add",
    group=commands,
    help=N_(
        "Make a list, fixed or a saved search.\n\n"
        "With --where it holds those for which a condition holds, with --query those whose words "
        "are found; both fill themselves."
    ),
    example='crm list add "Dalarna" --where "area ~ Dalarna and not contacted since 2018"',
)
@argument("name", help=N_("What it is called."))
@search_options
@note_option()
@formats
def add(name: str, note: str | None, **search: str | None) -> None:
    """Make a list."""
    from crm.actions.lists import add_list
    from crm.inputs import ContactListIn

    fields = _searched(**search)
    entry = ContactListIn(name=name, **fields, **given(note=text_of(note)))
    with writing(_("Added the list {name}").format(name=entry.name)) as session:
        _note_dates(session, entry)
        added = answer(session, RecordKind.LIST, stored(add_list(session, entry).id))
    print_answer(added)


@command("list", group=commands, help=N_("List the lists."), example="crm list list")
@formats
def list_command() -> None:
    """List the lists."""
    from crm.queries.lists import list_lists

    with reading() as session:
        rows = list_lists(session)
    print_rows(rows, LISTS)


@command(
    "show",
    group=commands,
    help=N_("Show who is on a list; as ids, csv and tsv only its members."),
    example="crm list show Industridagen --format ids",
)
@argument("ref", type=CONTACT_LIST, help=N_("The list."))
@formats
def show_command(ref: str) -> None:
    """Show a list."""
    from crm.queries.references import resolve_list

    with reading() as session:
        record = get_record(session, RecordKind.LIST, resolve_list(session, ref))
    if record["problem"]:
        raise Invalid.field("condition", record["problem"])
    if current().format in (None, "table", "json"):
        print_record(RecordKind.LIST, record)
    else:
        print_rows(record["members"], LIST_MEMBERS)


@command(
    "edit",
    group=commands,
    help=N_("Change a list; empty text empties a field."),
    example='crm list edit l1 --name "Industridagen 2019"',
)
@argument("ref", type=CONTACT_LIST, help=N_("The list."))
@option("--name", help=N_("What it is called."))
@search_options
@note_option()
@formats
def edit(ref: str, name: str | None, note: str | None, **search: str | None) -> None:
    """Change a list."""
    from crm.actions.lists import edit_list
    from crm.inputs import ContactListIn

    fields = _searched(**search) | given(note=text_of(note))
    require_change(fields, name)
    with changing(ref, RecordKind.LIST, N_("Changed the list {name}")) as (session, identity):
        record = get_record(session, RecordKind.LIST, identity)
        entry = ContactListIn(name=name or record["name"], **fields)
        _note_dates(session, entry)
        edit_list(session, identity, entry)
        changed = answer(session, RecordKind.LIST, identity)
    print_answer(changed)


@command(
    "add-member",
    group=commands,
    help=N_("Put people and organisations on a list."),
    example="crm list add-member Industridagen p3 p4",
)
@argument("ref", type=CONTACT_LIST, help=N_("The list."))
@argument("members", metavar="REF...", type=MEMBER, nargs=-1, required=True, help=N_("Who."))
@formats
def add_members(ref: str, members: tuple[str, ...]) -> None:
    """Put people and organisations on a list."""
    from crm.actions.lists import add_member

    _change_members(ref, members, add_member, N_("Added to the list {name}"))


@command(
    "remove-member",
    group=commands,
    help=N_("Take people and organisations off a list."),
    example="crm list remove-member Industridagen p3",
)
@argument("ref", type=CONTACT_LIST, help=N_("The list."))
@argument("members", metavar="REF...", type=MEMBER, nargs=-1, required=True, help=N_("Who."))
@formats
def remove_members(ref: str, members: tuple[str, ...]) -> None:
    """Take people and organisations off a list."""
    from crm.actions.lists import remove_member

    _change_members(ref, members, remove_member, N_("Removed from the list {name}"))


def _change_members(ref: str, members: tuple[str, ...], change: Any, description: str) -> None:
    from crm.queries.references import resolve

    with changing(ref, RecordKind.LIST, description) as (session, identity):
        for member in members:
            found = resolve(session, member, MEMBERS)
            change(session, identity, found.kind, found.id)
        changed = answer(session, RecordKind.LIST, identity)
    print_answer(changed)


@command(
    "delete",
    group=commands,
    help=N_("Delete a list; those who were on it stay."),
    example="crm list delete Industridagen",
)
@argument("ref", type=CONTACT_LIST, help=N_("The list."))
@formats
def delete(ref: str) -> None:
    """Delete a list."""
    from crm.actions.lists import delete_list

    with changing(ref, RecordKind.LIST, N_("Deleted the list {name}")) as (session, identity):
        deleted = answer(session, RecordKind.LIST, identity)
        delete_list(session, identity)
    print_answer(deleted)
