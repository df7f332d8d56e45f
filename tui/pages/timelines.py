"""The timeline of a page: what happened, newest first, read further when it is scrolled to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from crm.book import Session
from crm.i18n import _
from crm.labels import label
from crm.queries.memberships import list_memberships
from crm.queries.records import Link, StatementRecord, TimelineEntry
from crm.queries.timeline import TimelinePage, timeline_page
from crm.queries.timeline_scope import Named, Position
from crm.vocabulary import RecordKind, reference
from tui.pages.page import sentence_case
from tui.pages.reading import Reading, rest
from tui.widgets.record_items import Anchor, Entry, Item, Words

NEXT_ENTRIES = 100
"""How many entries are read when the end of those there are comes near."""


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
    own = kind is RecordKind.PERSON
    workplaces = _workplaces(session, identity) if own else {}
    speaker = identity if own else None
    items: list[Item] = [_entry(entry, page, speaker, workplaces) for entry in page.entries]
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
    entry: TimelineEntry, page: TimelinePage, speaker: int | None, workplaces: Mapping[str, str]
) -> Entry:
    is_interaction = entry["reference"] == reference(RecordKind.INTERACTION, entry["id"])
    people = page.people.get(entry["id"], ()) if is_interaction else ()
    detail = [entry["detail"]] if entry["detail"] else []
    return Entry(
        entry["date"][:10],
        entry["kind"],
        entry["title"],
        workplaces.get(entry["reference"], entry["reference"]),
        who=_anchors(people) or detail,
        topics=_anchors(page.topics.get(entry["id"], ())) if is_interaction else (),
        detail=list(_said(entry["statements"], speaker)),
    )


def _anchors(named: Sequence[Named]) -> Words:
    """Return each of those named once, and only those that have a name."""
    return [
        Anchor(one.text, one.reference) if one.reference else one.text
        for one in dict.fromkeys(named)
        if one.text
    ]


def _said(statements: Sequence[StatementRecord], understood: int | None) -> Iterator[str | Anchor]:
    """Yield what was said, a line each; who is understood goes without saying."""
    for number, statement in enumerate(statements):
        if number:
            yield "\n"
        yield from _statement(statement, understood)


def _statement(statement: StatementRecord, understood: int | None) -> Iterator[str | Anchor]:
    speaker, topic, stance = statement["speaker"], statement["topic"], statement["stance"]
    about: list[str | Anchor] = [_topic(topic)] if topic else []
    if stance:
        about += [", ", label(stance)] if topic else [sentence_case(label(stance))]
    if speaker and speaker["id"] != understood:
        about = [speaker["name"], " (", *about, ")"] if about else [speaker["name"]]
    yield from about
    yield f": {statement['text']}" if about else statement["text"]


def _topic(topic: Link) -> Anchor:
    return Anchor(sentence_case(topic["name"]), reference(RecordKind.TOPIC, topic["id"]))
