"""The briefing: what to know before meeting somebody."""

from crm.book import Session
from crm.dates import relative
from crm.i18n import _
from crm.labels import label
from crm.queries.briefing import brief
from crm.queries.records import BriefingRecord, InteractionRow, PartyRecord, SaidRecord
from crm.text import sentence_case
from crm.vocabulary import RecordKind, reference
from tui.pages.page import Page, Prefill, moment, promises
from tui.widgets.record_items import Anchor, Entry, Line, Section, Words


def briefing_page(session: Session, kind: RecordKind, identity: int) -> Page:
    """Read what to know before meeting somebody; errors: `NotFound`, `Invalid`."""
    found = brief(session, kind, identity)
    return Page(
        kind,
        identity,
        found["title"],
        _when(found["interaction"]),
        [(_("Briefing"), "accent")],
        [
            Section(_("Who"), [line for one in found["parties"] for line in _party(one)]),
            promises(
                found["promises"],
                _("Open promises"),
                _("Nothing is promised, neither by you nor by them."),
            ),
            Section(
                _("Said last"),
                [_said(one) for one in found["said"]],
                _("Nothing that they said is written down yet."),
            ),
        ],
        prefill=_prefill(found),
    )


def _when(ahead: InteractionRow | None) -> str:
    if ahead is None:
        return _("What to know before you meet")
    parts = (
        sentence_case(label(ahead["kind"])),
        moment(ahead["starts_at"]),
        relative(ahead["starts_at"]),
        ahead["place"] or "",
        ahead["topics"],
    )
    return ", ".join(part for part in parts if part)


def _party(party: PartyRecord) -> list[Line]:
    """Show somebody, and beneath what was held last with them."""
    person, organisation, last = party["person"], party["organisation"], party["last_contact"]
    kind = RecordKind.PERSON if person else RecordKind.ORGANISATION
    known = person or organisation
    who = Line(
        sentence_case(label(party["attendance"])),
        known["name"] if known else party["role"] or "",
        reference(kind, known["id"]) if known else "",
        _standing(party),
    )
    return [who, _last_contact(last)]


def _standing(party: PartyRecord) -> Words:
    """Say in which role somebody comes, and for whom."""
    role = [party["role"]] if party["role"] else []
    organisation = party["organisation"]
    if not party["person"] or not organisation:
        return role
    there = reference(RecordKind.ORGANISATION, organisation["id"])
    return [*role, Anchor(organisation["name"], there)]


def _last_contact(last: InteractionRow | None) -> Line:
    if last is None:
        return Line("", _("no contact before"), role="muted")
    day = last["starts_at"]
    to = reference(RecordKind.INTERACTION, last["id"])
    return Line("", last["subject"], to, f"{day[:10]}, {relative(day)}")


def _said(said: SaidRecord) -> Entry:
    speaker, topic = said["speaker"], said["topic"]
    who = (speaker["name"] if speaker else "", label(said["stance"]))
    return Entry(
        said["date"][:10],
        "note",
        topic["name"] if topic else said["interaction"]["name"],
        reference(RecordKind.INTERACTION, said["interaction"]["id"]),
        who=[part for part in who if part],
        detail=said["text"],
    )


def _prefill(found: BriefingRecord) -> Prefill:
    """Let what is logged from here be about those one meets."""
    people = tuple(one["person"]["id"] for one in found["parties"] if one["person"])
    meeting = found["kind"] == RecordKind.INTERACTION
    return Prefill(people=people, interaction=found["id"] if meeting else None)
