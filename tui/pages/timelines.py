"""The timeline of a page: what happened, newest first, read further when it is scrolled to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from crm.book import Session
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.memberships import list_memberships
from crm.queries.records import StatementRecord
from crm.queries.timeline import timeline_page
from crm.queries.timeline_scope import Named, Placed, Position
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
    has_roles = any(placed.entry["kind"] == RecordKind.MEMBERSHIP for placed in page.placed)
    workplaces = _workplaces(session, identity) if has_roles else {}
    items: list[Item] = [_entry(placed, (kind, identity), workplaces) for placed in page.placed]
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


def _entry(placed: Placed, whose: Whose, workplaces: Mapping[str, str]) -> Entry:
    entry = placed.entry
    return Entry(
        entry["date"][:10],
        entry["kind"],
        entry["title"],
        workplaces.get(entry["reference"], entry["reference"]),
        who=_anchors(placed.people) or [detail for detail in [entry["detail"]] if detail],
        topics=_anchors(placed.topics, but=reference(*whose)),
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
