"""What was said: by somebody under the topics, in an interaction, and on a topic by whom."""

from collections.abc import Sequence
from functools import partial

from crm.book import Session
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.records import InteractionRecord, Link
from crm.queries.statements import LastSaid, Said, SaidOnTopic, Voice, said_by_topic, said_on
from crm.vocabulary import RecordKind, reference
from tui.pages.page import topic_anchor
from tui.pages.reading import rest
from tui.widgets.record_items import Anchor, Item, Line, Section, Subheading

FIRST_SAID = 3
"""How many statements on each topic a page begins with."""
NEXT_SAID = 50
MOST_TOPICS = 40

Speakers = tuple[RecordKind, Sequence[int]]


def said_section(session: Session, kind: RecordKind, identities: Sequence[int]) -> Section:
    """Show what somebody has said, topic by topic, newest first."""
    speakers = (kind, identities)
    found = said_by_topic(session, kind, identities, each=FIRST_SAID, topics=MOST_TOPICS)
    items = [item for one in found for item in _on_topic(speakers, one)]
    return Section(_("Said, by topic"), items)


def _on_topic(speakers: Speakers, found: SaidOnTopic) -> list[Item]:
    topic = found["topic"]
    head = Subheading("", "", detail=[topic_anchor(topic) if topic else _("On no topic")])
    items: list[Item] = [head, *(_line(speakers, said) for said in found["statements"])]
    left = found["count"] - len(found["statements"])
    if left > 0:
        text = ngettext("{count} earlier", "{count} earlier", left).format(count=left)
        items.append(rest(text, _earlier(speakers, topic, found["statements"][-1])))
    return items


def _earlier(speakers: Speakers, topic: Link | None, last: Said) -> partial[list[Item]]:
    return partial(_read_earlier, speakers, topic, LastSaid(last["date"], last["id"]))


def _read_earlier(
    speakers: Speakers, topic: Link | None, after: LastSaid, session: Session
) -> list[Item]:
    kind, identities = speakers
    number = topic["id"] if topic else None
    found = said_on(session, kind, identities, number, after=after, limit=NEXT_SAID)
    items: list[Item] = [_line(speakers, said) for said in found]
    if len(found) == NEXT_SAID:
        items.append(rest(_("Earlier…"), _earlier(speakers, topic, found[-1])))
    return items


def _line(speakers: Speakers, said: Said) -> Line:
    """Show a statement; who said it goes without saying on the page of a person."""
    speaker = said["speaker"] if speakers[0] is not RecordKind.PERSON else None
    detail = (speaker["name"] if speaker else "", label(said["stance"]))
    return Line(
        said["date"][:10],
        said["text"],
        detail=[part for part in detail if part],
        label_reference=reference(RecordKind.INTERACTION, said["interaction"]["id"]),
        label_role="muted",
    )


def said_here(record: InteractionRecord) -> Section:
    """Show what was said in an interaction, and by whom, in the order it was noted."""
    lines = []
    before: Link | None = None
    for one in record["statements"]:
        speaker, topic = one["speaker"], one["topic"]
        detail = (topic_anchor(topic) if topic else "", label(one["stance"]))
        again = speaker is None or speaker == before
        lines.append(
            Line(
                "" if speaker is None or again else speaker["name"],
                one["text"],
                detail=[part for part in detail if part],
                label_reference="" if speaker is None or again else _present(speaker, record),
            )
        )
        before = speaker
    return Section(_("Said"), lines)


def _present(speaker: Link, record: InteractionRecord) -> str:
    """Return the reference of a speaker, whom only those present tell to be a person or not."""
    for one in record["participants"]:
        for kind, present in (
            (RecordKind.PERSON, one["person"]),
            (RecordKind.ORGANISATION, one["organisation"]),
        ):
            if present == speaker:
                return reference(kind, speaker["id"])
    return ""


def voices_section(voices: Sequence[Voice]) -> Section:
    """Show who has spoken on a topic and what each said last."""
    return Section(_("Who has spoken"), [_voice(voice) for voice in voices])


def _voice(voice: Voice) -> Line:
    count, place = voice["count"], voice["organisation"]
    times = ngettext("{count} time", "{count} times", count).format(count=count)
    detail = (
        Anchor(place["name"], reference(RecordKind.ORGANISATION, place["id"])) if place else "",
        label(voice["stance"]),
        times if count > 1 else "",
        Anchor(voice["date"][:10], reference(RecordKind.INTERACTION, voice["interaction"]["id"])),
    )
    return Line(
        voice["speaker"]["name"],
        voice["text"],
        detail=[part for part in detail if part],
        label_reference=reference(voice["kind"], voice["speaker"]["id"]),
    )
