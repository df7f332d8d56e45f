"""`crm interaction`: what happened, as it was logged."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from crm.cli.changes import custom_of, given, note_option, require_change, set_option, text_of
from crm.cli.commands import argument, command, noun, option
from crm.cli.conditions import noted, where_option
from crm.cli.invocation import changing, reading
from crm.cli.listings import INTERACTIONS
from crm.cli.log import parted_statement, participants, statements, when
from crm.cli.output import formats
from crm.cli.parameters import Clock, Reference, Span, Word
from crm.cli.records import (
    answer,
    get_record,
    print_answer,
    print_records,
    whole_records,
)
from crm.cli.references import create_option, organisation_id, person_id, topic_id
from crm.cli.show import show
from crm.errors import UsageError
from crm.i18n import N_, _
from crm.vocabulary import Attendance, InteractionKind, InteractionStatus, RecordKind

if TYPE_CHECKING:
    from crm.book import Session
    from crm.dates import DateSpan
    from crm.inputs import ParticipantIn

INTERACTION = Reference(RecordKind.INTERACTION)
PERSON = Reference(RecordKind.PERSON)
ORGANISATION = Reference(RecordKind.ORGANISATION)
TOPIC = Reference(RecordKind.TOPIC)

commands = noun("interaction", help=N_("List, show, edit and delete interactions."))


@command(
    "list",
    group=commands,
    help=N_("List interactions, the latest first."),
    example="crm interaction list --organisation ALMI --from 2019",
)
@option("--with", "person", type=PERSON, help=N_("Only those this person took part in."))
@option(
    "--organisation", "--org", type=ORGANISATION, help=N_("Only those somebody attended for it.")
)
@option("--topic", type=TOPIC, help=N_("Only those on this topic."))
@option("--kind", type=Word(InteractionKind), help=N_("Only those of this kind."))
@option("--status", type=Word(InteractionStatus), help=N_("Only planned, held or cancelled."))
@option("--from", "start", type=Span("past"), help=N_("Nothing before this date."))
@option("--to", "end", type=Span("past"), help=N_("Nothing after this date."))
@where_option
@option("--limit", type=click.IntRange(1), metavar="N", help=N_("At most so many."))
@formats
def list_command(
    person: str | None,
    organisation: str | None,
    topic: str | None,
    kind: str | None,
    status: str | None,
    start: "DateSpan | None",
    end: "DateSpan | None",
    where: str | None,
    limit: int | None,
) -> None:
    """List interactions."""
    from crm.queries.interactions import interaction_ids, interaction_rows

    with reading() as session:
        ids = interaction_ids(
            session,
            person=person_id(session, person) if person else None,
            organisation=organisation_id(session, organisation) if organisation else None,
            topic=topic_id(session, topic) if topic else None,
            kind=kind,
            status=status,
            start=start.start if start else None,
            end=(end.end or end.start) if end else None,
            where=noted(session, RecordKind.INTERACTION, where),
            limit=limit,
        )
        whole = whole_records(session, RecordKind.INTERACTION)
        print_records(ids, INTERACTIONS, partial(interaction_rows, session), whole)


@command(
    "show",
    group=commands,
    help=N_("Show an interaction: who took part, what was said and promised."),
    example="crm interaction show i7",
)
@argument("ref", type=INTERACTION, help=N_("The interaction."))
@formats
def show_command(ref: str) -> None:
    """Show an interaction."""
    show(ref, RecordKind.INTERACTION)


@command(
    "edit",
    group=commands,
    help=N_("Change an interaction; empty text empties a field."),
    example='crm interaction edit i7 --with "Marita Sjödin" --place Sandviken',
)
@argument("ref", type=INTERACTION, help=N_("The interaction."))
@option("--kind", type=Word(InteractionKind), help=N_("What it was."))
@option("--subject", help=N_("What it was about, in a few words."))
@option("--on", metavar="DATE", help=N_("When: a date, a range of dates or a phrase."))
@option("--at", type=Clock(), metavar="TIME", help=N_("At what time."))
@option("--place", help=N_("Where."))
@note_option("--note", "details")
@option("--atmosphere", help=N_("How it felt."))
@option("--reference", help=N_("A diary number."))
@option("--source", help=N_("Where this is known from."))
@option("--status", type=Word(InteractionStatus), help=N_("Planned, held or cancelled."))
@option("--with", "people", type=PERSON, multiple=True, help=N_("Who took part too; repeat."))
@option(
    "--organisation",
    "--org",
    "organisations",
    type=ORGANISATION,
    multiple=True,
    help=N_("An organisation that took part too; repeat."),
)
@option("--attendance", type=Word(Attendance), help=N_("How those named with --with answered."))
@option("--without", multiple=True, help=N_("Who did not take part after all; repeat."))
@option("--topic", "topics", type=TOPIC, multiple=True, help=N_("A topic more; repeat."))
@option("--remove-topic", "removed", type=TOPIC, multiple=True, help=N_("A topic less; repeat."))
@option("--said", multiple=True, metavar='"PERSON: TOPIC: TEXT"', help=N_("What was said too."))
@option("--refreeze", is_flag=True, help=N_("Take everybody's role and organisation afresh."))
@set_option
@create_option
@formats
def edit(ref: str, create: bool, refreeze: bool, **options: Any) -> None:
    """Change an interaction."""
    from crm.actions.interactions import edit_interaction
    from crm.actions.statements import add_statements
    from crm.inputs import InteractionEdit

    said = [parted_statement(text) for text in options["said"]]
    if options["at"] and not options["on"]:
        raise UsageError(_("--at needs --on."))
    fields = _fields(options)
    require_change(fields, refreeze, options["on"], *(options[name] for name in _LISTS))
    with changing(ref, RecordKind.INTERACTION, N_("Changed {name}")) as (session, identity):
        record = get_record(session, RecordKind.INTERACTION, identity)
        if options["on"]:
            status = options["status"] or record["status"]
            fields |= {"ends_at": None} | when(options["on"], options["at"], status)
        fields |= _changed_lists(session, record, options, create)
        changes = InteractionEdit(**fields)
        edited = edit_interaction(session, identity, changes, refreeze=refreeze)
        add_statements(session, edited, statements(session, said, create), create_topics=create)
        changed = answer(session, RecordKind.INTERACTION, identity)
    print_answer(changed)


_LISTS = ("people", "organisations", "without", "topics", "removed", "said")
_WORDS = ("kind", "subject", "place", "atmosphere", "reference", "source", "status")


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    fields = given(**{name: options[name] for name in _WORDS}, details=text_of(options["details"]))
    settings = custom_of(options["settings"])
    return fields | ({"custom": settings} if settings else {})


def _changed_lists(
    session: "Session", record: Mapping[str, Any], options: dict[str, Any], create: bool
) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    added = participants(session, options, create)
    if added or options["without"]:
        changed["participants"] = [*_kept_participants(session, record, options["without"]), *added]
    if options["topics"] or options["removed"]:
        removed = {topic_id(session, topic) for topic in options["removed"]}
        topics = [topic["id"] for topic in record["topics"] if topic["id"] not in removed]
        new = [topic_id(session, topic, create=create) for topic in options["topics"]]
        changed["topics"] = [*topics, *new]
    return changed


def _kept_participants(
    session: "Session", record: Mapping[str, Any], without: Sequence[str]
) -> "list[ParticipantIn]":
    from crm.inputs import ParticipantIn
    from crm.queries.references import resolve

    kinds = (RecordKind.PERSON, RecordKind.ORGANISATION)
    gone = {resolve(session, text, kinds)[:2] for text in without}
    kept = []
    for participant in record["participants"]:
        person, organisation = participant["person"], participant["organisation"]
        kind = RecordKind.PERSON if person else RecordKind.ORGANISATION
        if (kind, (person or organisation)["id"]) not in gone:
            ids = {"person": person, "organisation": organisation}
            kept.append(ParticipantIn(**{key: link["id"] for key, link in ids.items() if link}))
    return kept


@command(
    "delete",
    group=commands,
    help=N_("Delete an interaction; `crm undo` takes it back."),
    example="crm interaction delete i7",
)
@argument("ref", type=INTERACTION, help=N_("The interaction."))
@formats
def delete(ref: str) -> None:
    """Delete an interaction."""
    from crm.actions.interactions import delete_interaction

    with changing(ref, RecordKind.INTERACTION, N_("Deleted {name}")) as (session, identity):
        deleted = answer(session, RecordKind.INTERACTION, identity)
        delete_interaction(session, identity)
    print_answer(deleted)
