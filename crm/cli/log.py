"""`crm log`: what happened, who took part, who said what, and what was promised, in one go."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from crm.cli.changes import custom_of, given, note_option, set_option, text_of
from crm.cli.commands import argument, command, option
from crm.cli.invocation import current, writing
from crm.cli.option_order import ORDER, paired
from crm.cli.output import formats
from crm.cli.parameters import Clock, Day, Prefer, Reference, Word, span_of
from crm.cli.quick_line import KindOrLine, LineCommand, log_line
from crm.cli.records import answer, print_answer
from crm.cli.references import create_option, organisation_id, person_id, stored, topic_id
from crm.errors import Ambiguous, NotFound, UsageError
from crm.i18n import N_, _
from crm.vocabulary import (
    Attendance,
    Direction,
    InteractionKind,
    InteractionStatus,
    RecordKind,
    Stance,
)

if TYPE_CHECKING:
    from crm.book import Session
    from crm.inputs import FollowUpIn, InteractionIn, ParticipantIn, StatementIn

PROMISE, DUE, WHOSE, WHOM = "title", "dues", "directions", "concerned"
SAID, STANCE = "said", "stances"
PARTIES = (RecordKind.PERSON, RecordKind.ORGANISATION)


@command(
    "log",
    cls=LineCommand,
    help=N_(
        "Log a meeting, a call or anything else that happened.\n\n"
        "One line says it all: who took part after “with”, @organisation, #topic, a date as it is "
        "said, and what was promised after “->” (ours) or “<-” (theirs). What it was taken for is "
        "shown before it is saved.\n\n"
        "With KIND and SUBJECT the rest goes into options. "
        "Without --on it was today; a date ahead makes it planned, and with --status planned a day "
        "without a year is the next one. --due, --direction and --concerns belong to "
        "the --follow-up before them, --stance to the --said."
    ),
    example=(
        'crm log "möte igår med Günther Mårder @Företagarna #finansiering -> ring senast 2 juli"\n'
        'crm log meeting "Småföretag" --on "11-12 april" --with Mårder --topic finansiering \\\n'
        '    --follow-up "Send the figures" --due "om två veckor"'
    ),
)
@argument("kind", type=KindOrLine(InteractionKind), help=N_("What it was, or all in one line."))
@argument("subject", required=False, help=N_("What it was about, in a few words."))
@option("--on", metavar="DATE", help=N_("When: a date, a range of dates or a phrase."))
@option("--at", type=Clock(), metavar="TIME", help=N_("At what time."))
@option("--place", help=N_("Where."))
@option(
    "--with",
    "people",
    type=Reference(RecordKind.PERSON),
    multiple=True,
    help=N_("A person who took part; repeat."),
)
@option(
    "--organisation",
    "--org",
    "organisations",
    type=Reference(RecordKind.ORGANISATION),
    multiple=True,
    help=N_("An organisation that took part as a whole; repeat."),
)
@option(
    "--topic",
    "topics",
    type=Reference(RecordKind.TOPIC),
    multiple=True,
    help=N_("What was talked about; repeat."),
)
@note_option("--note", "details")
@option("--atmosphere", help=N_("How it felt."))
@option("--reference", help=N_("A diary number."))
@option("--source", help=N_("Where this is known from."))
@option("--status", type=Word(InteractionStatus), help=N_("Planned, held or cancelled."))
@option("--attendance", type=Word(Attendance), help=N_("How those who take part have answered."))
@option("--tag", "tags", multiple=True, help=N_("A tag; repeat."))
@option(
    "--said",
    multiple=True,
    metavar='"PERSON: TOPIC: TEXT"',
    help=N_("Who said what on which topic; the topic may be empty; repeat."),
)
@option("--stance", STANCE, type=Word(Stance), multiple=True, help=N_("Where they stand."))
@option("--follow-up", PROMISE, multiple=True, help=N_("Something promised; repeat."))
@option("--due", DUE, type=Day("future"), multiple=True, help=N_("By when it is promised."))
@option("--direction", WHOSE, type=Word(Direction), multiple=True, help=N_("Who promised."))
@option(
    "--concerns",
    WHOM,
    type=Reference(*PARTIES),
    multiple=True,
    help=N_("Whom the promise concerns; the only one who took part unless told."),
)
@set_option
@create_option
@option("--dry-run", is_flag=True, help=N_("Show what a line would save, and save nothing."))
@formats
@click.pass_context
def commands(context: click.Context, /, create: bool, dry_run: bool, **options: Any) -> None:
    """Log an interaction with everything in it."""
    if options["subject"] is None:
        log_line(context, options["kind"], create=create, dry_run=dry_run)
    elif dry_run:
        raise UsageError(_("--dry-run goes with one line, not with KIND and SUBJECT."))
    else:
        _log(context.meta[ORDER], options, create)


def _log(order: Iterable[str], options: dict[str, Any], create: bool) -> None:
    from crm.actions.interactions import log_interaction

    belonging = {DUE: "due_date", WHOSE: "direction", WHOM: "concerns"}
    promises = paired(order, options, PROMISE, belonging)
    said = [parted_statement(**one) for one in paired(order, options, SAID, {STANCE: "stance"})]
    options["details"] = text_of(options["details"])
    with writing(_("Logged {name}").format(name=options["subject"])) as session:
        entry = _entry(session, options, promises, said, create)
        made = log_interaction(session, entry, create_topics=create)
        logged = answer(session, RecordKind.INTERACTION, stored(made.id))
    print_answer(logged)


def parted_statement(said: str, stance: str | None = None) -> dict[str, str]:
    """Return who spoke, on what, where they stand and what was said; errors: `UsageError`."""
    speaker, colon, rest = said.partition(":")
    topic, second, text = rest.partition(":")
    if not colon or not second or not speaker.strip() or not text.strip():
        raise UsageError(_("Write what was said as “PERSON: TOPIC: TEXT”; the topic may be empty."))
    parts = {"speaker": speaker.strip(), "topic": topic.strip(), "text": text.strip()}
    return {name: part for name, part in parts.items() if part} | given(stance=stance)


def _entry(
    session: "Session",
    options: dict[str, Any],
    promises: Sequence[dict[str, str]],
    said: Sequence[dict[str, str]],
    create: bool,
) -> "InteractionIn":
    from crm.inputs import InteractionIn

    names = ("place", "details", "atmosphere", "reference", "source", "status")
    return InteractionIn(
        kind=options["kind"],
        subject=options["subject"],
        **when(options["on"], options["at"], options["status"]),
        **given(**{name: options[name] for name in names}),
        participants=participants(session, options, create),
        topics=[topic_id(session, topic, create=create) for topic in options["topics"]],
        statements=statements(session, said, create),
        follow_ups=_follow_ups(session, promises, create),
        tags=list(options["tags"]),
        custom=custom_of(options["settings"]),
    )


def when(text: str | None, time: str | None, status: str | None) -> dict[str, Any]:
    """Return the start and end of an interaction; today where no date is given.

    A day without a year is the latest, or the next for what is planned.
    """
    from crm.dates import join_date_time
    from crm.settings import today

    prefer: Prefer = "future" if status == InteractionStatus.PLANNED else "past"
    span = span_of(text, prefer, "on", current()) if text else None
    start = span.start if span else today().isoformat()
    found: dict[str, Any] = {
        "starts_at": join_date_time(start, time or (span.time if span else None))
    }
    return found | ({"ends_at": span.end} if span and span.end else {})


def participants(
    session: "Session", options: dict[str, Any], create: bool
) -> "list[ParticipantIn]":
    """Return the people and organisations that the options name."""
    from crm.inputs import ParticipantIn

    attendance = given(attendance=options.get("attendance"))
    people = [
        ParticipantIn(person=person_id(session, person, create=create), **attendance)
        for person in options["people"]
    ]
    return people + [
        ParticipantIn(organisation=organisation_id(session, name, create=create), **attendance)
        for name in options["organisations"]
    ]


def statements(
    session: "Session", said: Iterable[dict[str, str]], create: bool
) -> "list[StatementIn]":
    """Return what was said, with unknown speakers and topics added where they may be."""
    from crm.inputs import StatementIn

    found = []
    for one in said:
        known: dict[str, Any] = dict(one)
        if create:
            known["speaker"] = known_speaker(session, one["speaker"])
        if "topic" in one:
            known["topic"] = topic_id(session, one["topic"], create=create)
        found.append(StatementIn(**known))
    return found


def known_speaker(session: "Session", speaker: str) -> str | int:
    """Return the speaker as named, or the id of the person added where nobody is called so."""
    from crm.queries.references import resolve

    try:
        resolve(session, speaker, PARTIES)
    except NotFound:
        return person_id(session, speaker, create=True)
    except Ambiguous:
        pass  # One of those who took part may be meant.
    return speaker


def _follow_ups(
    session: "Session", promises: Iterable[dict[str, str]], create: bool
) -> "list[FollowUpIn]":
    from crm.inputs import FollowUpIn

    found = []
    for promise in promises:
        fields: dict[str, Any] = dict(promise)
        whom = fields.pop("concerns", None)
        found.append(FollowUpIn(**fields, **(_concerned(session, whom, create) if whom else {})))
    return found


def _concerned(session: "Session", whom: str, create: bool) -> dict[str, Any]:
    """Return the person or organisation that a promise concerns; errors: as `resolve`."""
    from crm.queries.references import resolve

    try:
        found = resolve(session, whom, PARTIES)
    except NotFound:
        if not create:
            raise
        return {"person": person_id(session, whom, create=True)}
    return {str(found.kind): found.id}
