"""`crm topic`: what is talked about."""

from typing import Any

from crm.cli.changes import given, note_option, require_change, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.invocation import changing, reading, writing
from crm.cli.listings import TOPICS
from crm.cli.output import formats, print_rows
from crm.cli.parameters import Reference
from crm.cli.records import answer, get_record, print_answer
from crm.cli.references import stored, topic_id
from crm.cli.show import show
from crm.i18n import N_, _
from crm.vocabulary import RecordKind

TOPIC = Reference(RecordKind.TOPIC)

commands = noun("topic", help=N_("Keep the topics that are talked about."))


@command(
    "add",
    group=commands,
    help=N_("Add a topic."),
    example="crm topic add riskkapital --synonym tillväxtkapital --parent finansiering",
)
@argument("name", help=N_("What it is called."))
@option("--synonym", "synonyms", multiple=True, help=N_("Another word for it; repeat."))
@option("--parent", type=TOPIC, help=N_("The wider topic it belongs to."))
@note_option()
@formats
def add(name: str, **options: Any) -> None:
    """Add a topic."""
    from crm.actions.topics import add_topic
    from crm.inputs import TopicIn

    topic = TopicIn(name=name, **_fields(options))
    with writing(_("Added the topic {name}").format(name=topic.name)) as session:
        added = answer(session, RecordKind.TOPIC, stored(add_topic(session, topic).id))
    print_answer(added)


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    synonyms = list(options["synonyms"])
    return given(**(options | {"note": text_of(options["note"]), "synonyms": synonyms}))


@command("list", group=commands, help=N_("List topics."), example="crm topic list")
@formats
def list_command() -> None:
    """List topics."""
    from crm.queries.topics import list_topics

    with reading() as session:
        rows = list_topics(session)
    print_rows(rows, TOPICS)


@command(
    "show",
    group=commands,
    help=N_("Show a topic and the latest that was said on it."),
    example="crm topic show kompetensförsörjning",
)
@argument("ref", type=TOPIC, help=N_("The topic."))
@formats
def show_command(ref: str) -> None:
    """Show a topic."""
    show(ref, RecordKind.TOPIC)


@command(
    "edit",
    group=commands,
    help=N_("Change a topic; empty text empties a field."),
    example="crm topic edit t4 --synonym kompetens",
)
@argument("ref", type=TOPIC, help=N_("The topic."))
@option("--name", help=N_("What it is called."))
@option("--synonym", "synonyms", multiple=True, help=N_("A word more for it; repeat."))
@option("--remove-synonym", "removed", multiple=True, help=N_("A word less for it; repeat."))
@option("--parent", type=TOPIC, help=N_("The wider topic it belongs to."))
@note_option()
@formats
def edit(ref: str, name: str | None, removed: tuple[str, ...], **options: Any) -> None:
    """Change a topic."""
    from crm.actions.topics import edit_topic
    from crm.inputs import TopicIn

    fields = _fields(options)
    require_change(fields, name, removed)
    with changing(ref, RecordKind.TOPIC, N_("Changed the topic {name}")) as (session, identity):
        record = get_record(session, RecordKind.TOPIC, identity)
        if removed or "synonyms" in fields:
            kept = [word for word in record["synonyms"] if word not in removed]
            fields["synonyms"] = [*kept, *fields.get("synonyms", [])]
        edit_topic(session, identity, TopicIn(name=name or record["name"], **fields))
        changed = answer(session, RecordKind.TOPIC, identity)
    print_answer(changed)


@command(
    "merge",
    group=commands,
    help=N_("Join two topics into one; the first is kept, with the name of the other as synonym."),
    example="crm topic merge t4 t9",
)
@argument("keep", type=TOPIC, help=N_("The topic to keep."))
@argument("other", type=TOPIC, help=N_("The topic that goes into it."))
@formats
def merge(keep: str, other: str) -> None:
    """Join two topics."""
    from crm.actions.topics import merge_topics

    description = N_("Merged {name} with another")
    with changing(keep, RecordKind.TOPIC, description) as (session, identity):
        merge_topics(session, identity, topic_id(session, other))
        merged = answer(session, RecordKind.TOPIC, identity)
    print_answer(merged)


@command(
    "delete",
    group=commands,
    help=N_("Delete a topic; what was said on it stays."),
    example="crm topic delete t4",
)
@argument("ref", type=TOPIC, help=N_("The topic."))
@formats
def delete(ref: str) -> None:
    """Delete a topic."""
    from crm.actions.topics import delete_topic

    with changing(ref, RecordKind.TOPIC, N_("Deleted the topic {name}")) as (session, identity):
        deleted = answer(session, RecordKind.TOPIC, identity)
        delete_topic(session, identity)
    print_answer(deleted)
