"""The timeline of a page: what happened, newest first, read further when it is scrolled to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from crm.book import Session
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.memberships import list_memberships
from crm.queries.records import StatementRecord, TimelineEntry
from crm.queries.timeline import TimelinePage, timeline_page
from crm.queries.timeline_scope import Named, Position
from crm.text import sentence_case
from crm.vocabulary import RecordKind, reference
from tui.pages.page import topic_anchor
from tui.pages.reading import Reading, rest
from tui.widgets.record_items import Anchor, Entry, Item, Words

NEXT_ENTRIES = 100
"""How many entries are read when the end of those there are comes near."""

Whose = tuple[RecordKind, int]
"""Whom or what a timeline is about."""
MOST_SAID = 4
"""How much of what was said an entry tells; the page of the interaction has it all."""


def timeline_items(
    session: Session, kind: RecordKind, identity: int, reading: Reading
) -> Sequence[Item]:
    """Return the newest entries of a timeline, and what reads the next."""
    return _read(kind, identity, reading.with_parts, None, reading.entries, session)


def _read(
    kind: RecordKind,
    identity: int,
    with_parts: bool,
    before: Position | None,
    limit: int,
    session: Session,
) -> Sequence[Item]:
    page = timeline_page(session, kind, identity, limit=limit, before=before, with_parts=with_parts)
    workplaces = _workplaces(session, identity) if kind is RecordKind.PERSON else {}
    items: list[Item] = [
        _entry(entry, page, (kind, identity), workplaces) for entry in page.entries
    ]
    if page.older is not None:
        read = partial(_read, kind, identity, with_parts, page.older, NEXT_ENTRIES)
        items.append(rest(_("Older…"), read, eager=True))
    return items


def _workplaces(session: Session, person: int) -> dict[str, str]:
    """Return where what began or ended leads: to the organisation, as memberships have no page."""
    return {
        reference(RecordKind.MEMBERSHIP, one["id"]): reference(
            RecordKind.ORGANISATION, one["organisation"]["id"]
        )
        for one in list_memberships(session, person=person)
    }


def _entry(
    entry: TimelineEntry, page: TimelinePage, whose: Whose, workplaces: Mapping[str, str]
) -> Entry:
    is_interaction = entry["reference"] == reference(RecordKind.INTERACTION, entry["id"])
    people = page.people.get(entry["id"], ()) if is_interaction else ()
    topics = page.topics.get(entry["id"], ()) if is_interaction else ()
    detail = [entry["detail"]] if entry["detail"] else []
    return Entry(
        entry["date"][:10],
        entry["kind"],
        entry["title"],
        workplaces.get(entry["reference"], entry["reference"]),
        who=_anchors(people) or detail,
        topics=_anchors(topics, but=reference(*whose)),
        detail=list(_said(entry["statements"], whose)),
    )


def _anchors(named: Sequence[Named], *, but: str = "") -> Words:
    """Return each of those named once, without those that go without saying or have no name."""
    return [
        Anchor(one.text, one.reference) if one.reference else one.text
        for one in dict.fromkeys(named)
        if one.text and (not but or one.reference != but)
    ]


def _said(statements: Sequence[StatementRecord], whose: Whose) -> Iterator[str | Anchor]:
    """Yield what was said, a line each; whom or what the page is about goes without saying."""
    for number, statement in enumerate(statements[:MOST_SAID]):
        if number:
            yield "\n"
        yield from _statement(statement, whose)
    left = len(statements) - MOST_SAID
    if left > 0:
        text = ngettext("… and {count} statement more", "… and {count} statements more", left)
        yield "\n" + text.format(count=left)


def _statement(statement: StatementRecord, whose: Whose) -> Iterator[str | Anchor]:
    speaker, topic, stance = statement["speaker"], statement["topic"], statement["stance"]
    named = speaker is not None and whose[0] is not RecordKind.PERSON
    about: list[str | Anchor] = []
    if topic and (RecordKind.TOPIC, topic["id"]) != whose:
        name = topic["name"] if named else sentence_case(topic["name"])
        about.append(Anchor(name, topic_anchor(topic).reference, "accent"))
    if stance:
        word = label(stance)
        about += [", ", word] if about else [word if named else sentence_case(word)]
    if speaker is not None and named:
        about = [speaker["name"], " (", *about, ")"] if about else [speaker["name"]]
    yield from about
    yield f": {statement['text']}" if about else statement["text"]
