"""`crm field`: fields of the user's own."""

from crm.cli.changes import given, require_change
from crm.cli.commands import argument, command, noun, option
from crm.cli.invocation import current, reading, writing
from crm.cli.kinds import KindWord
from crm.cli.listings import FIELDS
from crm.cli.output import Row, formats, print_json, print_lines, print_rows
from crm.cli.parameters import Word
from crm.i18n import N_, _
from crm.vocabulary import FieldType, RecordKind

WITH_FIELDS = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.INTERACTION,
    RecordKind.FOLLOW_UP,
    RecordKind.COLLABORATION,
)

commands = noun("field", help=N_("Define fields of your own."))


@command(
    "add",
    group=commands,
    help=N_("Define a field; its value is set with --set KEY=VALUE."),
    example="crm field add invandring --type number --for organisation",
)
@argument("key", help=N_("One word, which stands in columns and in --set."))
@option("--label", help=N_("What people call it."))
@option("--type", "field_type", type=Word(FieldType), help=N_("What it holds; text unless told."))
@option("--choice", "choices", multiple=True, help=N_("One of its choices; repeat."))
@option(
    "--for",
    "kinds",
    type=KindWord(*WITH_FIELDS),
    multiple=True,
    help=N_("What has it; repeat. People and organisations unless told."),
)
@formats
def add(
    key: str,
    label: str | None,
    field_type: str | None,
    choices: tuple[str, ...],
    kinds: tuple[str, ...],
) -> None:
    """Define a field."""
    from crm.actions.fields import add_field
    from crm.inputs import CustomFieldIn

    named = given(label=label, type=field_type, choices=list(choices), applies_to=list(kinds))
    with writing(_("Added the field {name}").format(name=key)) as session:
        made = add_field(session, CustomFieldIn(key=key, **named)).key
    _print_field(made)


def _print_field(key: str) -> None:
    if current().format in (None, "ids"):
        print_lines([key])
        return
    rows = [row for row in _fields() if row["key"] == key]
    if current().format == "json":
        print_json(rows[0])
    else:
        print_rows(rows, FIELDS)


def _fields() -> list[Row]:
    from crm.queries.labels import list_fields

    with reading() as session:
        return [*list_fields(session)]


@command("list", group=commands, help=N_("List your own fields."), example="crm field list")
@formats
def list_command() -> None:
    """List the fields."""
    print_rows(_fields(), FIELDS)


@command(
    "edit",
    group=commands,
    help=N_("Change a field; the values go with it."),
    example="crm field edit invandring --label Invandring",
)
@argument("key", help=N_("The field, by key or label."))
@option("--key", "new_key", help=N_("A new key."))
@option("--label", help=N_("What people call it."))
@option("--choice", "choices", multiple=True, help=N_("All its choices; repeat."))
@option("--for", "kinds", type=KindWord(*WITH_FIELDS), multiple=True, help=N_("All that have it."))
@formats
def edit(
    key: str,
    new_key: str | None,
    label: str | None,
    choices: tuple[str, ...],
    kinds: tuple[str, ...],
) -> None:
    """Change a field."""
    from crm.actions.fields import edit_field

    named = given(new_key=new_key, label=label, choices=list(choices), applies_to=list(kinds))
    require_change(named)
    with writing(_("Changed the field {name}").format(name=key)) as session:
        changed = edit_field(session, key, **named).key
    _print_field(changed)


@command(
    "remove",
    group=commands,
    help=N_("Remove a field with its values; `crm undo` takes it back."),
    example="crm field remove invandring",
)
@argument("key", help=N_("The field, by key or label."))
def remove(key: str) -> None:
    """Remove a field."""
    from crm.actions.fields import remove_field

    with writing(_("Removed the field {name}").format(name=key)) as session:
        removed = remove_field(session, key).key
    print_lines([removed])
