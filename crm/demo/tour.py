"""A short guided tour of the demonstration, as lines of text, for where there is no terminal."""

from collections.abc import Callable, Iterator
from datetime import date
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING

from sqlmodel import Session

from crm.dates import format_date, format_day, format_moment
from crm.demo import CLOCK
from crm.errors import Ambiguous, NotFound
from crm.i18n import _, quoted
from crm.labels import label
from crm.queries.agenda import agenda
from crm.queries.follow_ups import list_follow_ups
from crm.queries.interactions import get_interaction
from crm.queries.memberships import list_posts
from crm.queries.people import get_person
from crm.queries.records import FollowUpRecord, StatementRecord
from crm.queries.references import resolve_organisation, resolve_person, resolve_topic
from crm.queries.timeline import timeline
from crm.text import for_terminal
from crm.validation import format_phone
from crm.vocabulary import ContactType, Direction, RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Book

WIDTH = 79
Query = Callable[[Session], Iterator[str]]


def tour(book: "Book", *, with_agenda: bool = True) -> list[str]:
    """Return the tour in the language in use, as lines that are ready to print.

    They are at most 79 characters wide, save for the commands. A stop whose people or topics
    somebody has renamed or deleted is left out.
    """
    lines = [_("Samverkan: what a book of contacts can answer"), "", *_how_to_follow(book), ""]
    if with_agenda:
        lines += _stop(book, _("What does the day ask for?"), "crm agenda", _agenda)
    lines += _find(book)
    question = _("Which roles has he, and how do I reach him?")
    lines += _stop(book, question, 'crm show "Günther Mårder"', _person)
    question = _("Who is state secretary, and who was before?")
    lines += _stop(book, question, "crm post show s1", _post)
    question = _("What did ALMI say about growth capital?")
    lines += _stop(book, question, "crm timeline ALMI --topic tillväxtkapital", _said)
    question = _("What have we and the ministry promised each other?")
    command = "crm follow-up list --organisation Näringsdepartementet"
    lines += _stop(book, question, command, _promises)
    return [*lines, *_how_to_go_on()]


def _stop(book: "Book", question: str, command: str, query: Query) -> list[str]:
    """Put a question, how to ask it, and the answer."""
    try:
        with book.read() as session:
            answer = list(query(session))
    except (NotFound, Ambiguous):
        return []
    return [question, f"  $ {command}", *answer, ""]


def _item(text: str, indent: str = "  ") -> Iterator[str]:
    yield from wrap(
        for_terminal(text), WIDTH, initial_indent=indent, subsequent_indent=indent + "  "
    )


def _agenda(session: Session) -> Iterator[str]:
    found = agenda(session)
    yield from _item(format_day(date.fromisoformat(found["today"])))
    parts = {
        _("Late"): found["overdue"],
        _("Today"): found["due_today"],
        _("Coming"): found["coming"],
        _("Waiting for others"): found["waiting"],
    }
    for title, promises in parts.items():
        if promises:
            yield from _item(title)
        for promise in promises:
            yield from _item(_promise(promise), "    ")
    if found["meetings"]:
        yield from _item(_("Planned"))
    for meeting in found["meetings"]:
        yield from _item(f"{format_moment(meeting['starts_at'])}  {meeting['subject']}", "    ")


def _promise(promise: FollowUpRecord) -> str:
    due = format_date(promise["due_date"]) if promise["due_date"] else _("without a date")
    return f"{due}  {label(promise['direction'])}: {promise['title']}"


def _find(book: "Book") -> list[str]:
    lines = [
        f"  {hit.reference}  {for_terminal(hit.name)}, {for_terminal(hit.detail)}"
        for hit in book.find("marder", kinds=[RecordKind.PERSON])
    ]
    question = _("Find somebody without knowing how the name is spelt")
    return [question, "  $ crm find marder", *lines, ""]


def _person(session: Session) -> Iterator[str]:
    person = get_person(session, resolve_person(session, "Günther Mårder"))
    for membership in person["memberships"]:
        yield from _item(f"{membership['role'] or ''}, {membership['organisation']['name']}")
    for detail in person["contact_details"]:
        phone = detail["type"] == ContactType.PHONE
        value = format_phone(detail["value"]) if phone else detail["value"]
        yield from _item(f"{label(detail['type'])}: {value}")


def _post(session: Session) -> Iterator[str]:
    ministry = resolve_organisation(session, "Näringsdepartementet")
    for post in list_posts(session, organisation=ministry):
        yield from _item(f"{post['label']}, {post['organisation']['name']}")
        for holder in post["holders"]:
            start, end = holder["start_date"] or "", holder["end_date"] or ""
            yield from _item(f"{start}–{end}  {holder['person']['name']}", "    ")


def _said(session: Session) -> Iterator[str]:
    almi = resolve_organisation(session, "ALMI")
    topic = resolve_topic(session, "tillväxtkapital")
    for entry in timeline(session, RecordKind.ORGANISATION, almi, topic=topic):
        for said in entry["statements"]:
            speaker = _speaker(session, entry["id"], said)
            yield from _item(f"{format_moment(entry['date'])}, {speaker}")
            yield from _item(quoted(said["text"]), "    ")


def _speaker(session: Session, interaction_id: int, said: StatementRecord) -> str:
    """Name a speaker with the role held on that day."""
    for participant in get_interaction(session, interaction_id)["participants"]:
        if participant["person"] and participant["person"] == said["speaker"]:
            return f"{participant['person']['name']} ({participant['role'] or ''})"
    return said["speaker"]["name"] if said["speaker"] else ""


def _promises(session: Session) -> Iterator[str]:
    ministry = resolve_organisation(session, "Näringsdepartementet")
    for direction in Direction:
        for promise in list_follow_ups(
            session, status="open", direction=direction, organisation=ministry
        ):
            short = reference(RecordKind.FOLLOW_UP, promise["id"])
            yield from _item(f"{short}  {_promise(promise)}")


def _how_to_follow(book: "Book") -> list[str]:
    path = quote(for_terminal(str(book.path)))
    return [
        *_item(_("Each answer comes with its command. To try them yourself, type first:"), ""),
        f"  $ export CRM_DATABASE={path} CRM_TODAY={CLOCK}",
    ]


def _how_to_go_on() -> list[str]:
    return [
        _("How to go on"),
        '  $ crm log call "Riskkapital" --with lundwall --follow-up "Ring igen" --due "2 juli"',
        "  $ crm follow-up done f1",
        "  $ crm undo",
        "  $ crm tui",
    ]
