"""The page of an interaction."""

from crm.book import Session
from crm.i18n import _
from crm.labels import label
from crm.queries.interactions import get_interaction
from crm.queries.labels import list_documents
from crm.queries.records import InteractionRecord, ParticipantRecord
from crm.text import sentence_case
from crm.vocabulary import RecordKind, reference
from tui.pages.page import (
    Page,
    Prefill,
    custom_lines,
    fact,
    moment,
    promises,
    tag_badges,
    topics_section,
)
from tui.pages.reach import documents
from tui.pages.reading import Reading
from tui.pages.said import said_here
from tui.pages.standing import status_badge
from tui.widgets.record_items import Anchor, Line, Section


def interaction_page(session: Session, identity: int, _reading: Reading) -> Page:
    """Read an interaction: who took part, what was said and promised; errors: `NotFound`."""
    record = get_interaction(session, identity)
    badges = [] if record["status"] == "held" else [status_badge(record["status"])]
    people, organisations = _present(record)
    return Page(
        RecordKind.INTERACTION,
        identity,
        record["subject"],
        ", ".join(part for part in (_kind_and_time(record), record["place"]) if part),
        [*badges, *tag_badges(record["tags"])],
        [
            Section(_("Participants"), [_participant(one) for one in record["participants"]]),
            topics_section(record["topics"]),
            promises(record["follow_ups"], _("Promised")),
        ],
        [said_here(record), Section(_("Notes"), fact("", record["details"]))],
        [
            _thread(record),
            documents(list_documents(session, RecordKind.INTERACTION, identity)),
            _about_interaction(record),
        ],
        prefill=Prefill(
            people,
            organisations,
            tuple(topic["id"] for topic in record["topics"]),
            interaction=identity,
        ),
    )


def _present(record: InteractionRecord) -> tuple[tuple[int, ...], tuple[int, ...]]:
    people = [one["person"]["id"] for one in record["participants"] if one["person"]]
    alone = [
        one["organisation"]["id"]
        for one in record["participants"]
        if one["organisation"] and not one["person"]
    ]
    return tuple(people), tuple(alone)


def _kind_and_time(record: InteractionRecord) -> str:
    time = moment(record["starts_at"])
    ends = f" – {moment(record['ends_at'])}" if record["ends_at"] else ""
    return f"{sentence_case(label(record['kind']))}, {time}{ends}"


def _participant(one: ParticipantRecord) -> Line:
    """Show who took part, in the role and for the organisation of that day."""
    person, organisation = one["person"], one["organisation"]
    known = person or organisation
    kind = RecordKind.PERSON if person else RecordKind.ORGANISATION
    came = "" if one["attendance"] == "attended" else label(one["attendance"])
    place = (
        Anchor(organisation["name"], reference(RecordKind.ORGANISATION, organisation["id"]))
        if person and organisation
        else ""
    )
    return Line(
        sentence_case(label(one["function"])),
        known["name"] if known else one["role"] or "",
        reference(kind, known["id"]) if known else "",
        [part for part in (one["role"] if known else "", place, came) if part],
    )


def _thread(record: InteractionRecord) -> Section:
    """Show the letters before and after this one, or the other meetings of the series."""
    lines = [
        Line(
            moment(one["starts_at"]),
            one["subject"],
            reference(RecordKind.INTERACTION, one["id"]),
            "" if one["status"] == "held" else label(one["status"]),
        )
        for one in record["thread"]
    ]
    return Section(_("Same thread"), lines)


def _about_interaction(record: InteractionRecord) -> Section:
    lines = [
        *fact(_("Atmosphere"), record["atmosphere"]),
        *fact(_("Reference"), record["reference"]),
        *fact(_("Source"), record["source"]),
        *custom_lines(record["custom"]),
    ]
    return Section(_("About"), lines)
