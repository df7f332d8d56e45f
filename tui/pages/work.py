"""The pages of promises, collaborations, topics and contact lists."""

from functools import partial
from operator import attrgetter

from crm.book import Session
from crm.dates import relative
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.collaborations import get_collaboration
from crm.queries.contacts import list_contact_details
from crm.queries.follow_ups import FollowUpFilters, get_follow_up, list_follow_ups
from crm.queries.labels import list_documents
from crm.queries.lists import get_list
from crm.queries.records import CollaborationRecord, FollowUpRecord, ListRecord
from crm.queries.statements import voices_on
from crm.queries.topics import get_topic
from crm.settings import today
from crm.text import sentence_case
from crm.vocabulary import RecordKind, reference
from tui.pages.page import (
    MOST_PROMISES,
    Badge,
    Page,
    Prefill,
    custom_lines,
    fact,
    link_to,
    links,
    promise,
    promises,
    promises_both_ways,
    tag_badges,
    when,
)
from tui.pages.reach import documents, ways_to_reach
from tui.pages.reading import Reading, rest
from tui.pages.said import voices_section
from tui.pages.standing import status_badge
from tui.pages.timelines import timeline_items
from tui.widgets.record_items import Entry, Line, Section
from tui.widgets.roles import Role

MOST_VOICES = 50
MEMBERS_AT_ONCE = 200
"""How many members of a list a page begins with, and how many more are read when wanted."""


def follow_up_page(session: Session, identity: int, _reading: Reading) -> Page:
    """Read a promise and what it rests on; errors: `NotFound`."""
    record = get_follow_up(session, identity)
    badges = [status_badge(record["status"])]
    if record["overdue"]:
        badges.append((_("late"), "error"))
    person, organisation = record["person"], record["organisation"]
    return Page(
        RecordKind.FOLLOW_UP,
        identity,
        record["title"],
        _promise_line(record),
        badges,
        [
            Section("", _promise_lines(record)),
            *_reach(session, record),
            _others_open(session, record),
        ],
        prefill=Prefill(
            (person["id"],) if person else (),
            (organisation["id"],) if organisation and not person else (),
            interaction=record["interaction"]["id"] if record["interaction"] else None,
            collaboration=record["collaboration"]["id"] if record["collaboration"] else None,
        ),
    )


def _reach(session: Session, record: FollowUpRecord) -> list[Section]:
    """Show how to reach whom the promise concerns: one often calls from here."""
    whom = (RecordKind.PERSON, record["person"]), (RecordKind.ORGANISATION, record["organisation"])
    for kind, party in whom:
        if party is not None:
            return [ways_to_reach(list_contact_details(session, kind, party["id"]))]
    return []


def _others_open(session: Session, record: FollowUpRecord) -> Section:
    """Show what else is open with the same organisation, or else the same person."""
    person, organisation = record["person"], record["organisation"]
    asked: FollowUpFilters = {"status": "open"}
    if organisation is not None:
        asked["organisation"] = organisation["id"]
    elif person is not None:
        asked["person"] = person["id"]
    else:
        return promises(())
    found = list_follow_ups(session, limit=MOST_PROMISES, **asked)
    return promises([one for one in found if one["id"] != record["id"]], _("Also open with them"))


def _unusual_priority(record: FollowUpRecord) -> str:
    return "" if record["priority"] == "normal" else label(record["priority"])


def _promise_line(record: FollowUpRecord) -> str:
    whose = {
        "ours": _("We promised"),
        "theirs": _("They promised"),
        "joint": _("We promised together"),
    }[record["direction"]]
    if not record["due_date"]:
        return whose
    due = _("due {date}").format(date=when(record["due_date"]))
    return f"{whose}, {due}"


def _promise_lines(record: FollowUpRecord) -> list[Line]:
    return [
        *fact(_("Owner"), record["owner"]),
        *link_to(_("Person"), RecordKind.PERSON, record["person"]),
        *link_to(_("Organisation"), RecordKind.ORGANISATION, record["organisation"]),
        *link_to(_("Promised at"), RecordKind.INTERACTION, record["interaction"]),
        *link_to(_("Collaboration"), RecordKind.COLLABORATION, record["collaboration"]),
        *fact(_("In their words"), record["quote"]),
        *fact(_("Priority"), _unusual_priority(record)),
        *fact(_("Repeats"), record["repeats"]),
        *fact(_("Done"), when(record["done_on"])),
        *custom_lines(record["custom"]),
    ]


def collaboration_page(session: Session, identity: int, reading: Reading) -> Page:
    """Read a collaboration, its promises and its timeline; errors: `NotFound`."""
    record = get_collaboration(session, identity)
    open_ones = [one for one in record["follow_ups"] if one["status"] in ("open", "waiting")]
    apart = [one for one in open_ones if one["direction"] != "joint"]
    about = [
        *fact(_("Purpose"), record["purpose"]),
        *fact(_("Lead"), record["lead"]),
        *custom_lines(record["custom"]),
    ]
    return Page(
        RecordKind.COLLABORATION,
        identity,
        record["title"],
        ", ".join(one["name"] for one in record["organisations"]),
        [status_badge(record["status"]), *_review_badge(record), *tag_badges(record["tags"])],
        [
            Section("", about),
            Section(
                _("Members"),
                links("", RecordKind.ORGANISATION, record["organisations"]),
                _("No organisation takes part yet: e adds one."),
            ),
            _milestones(record),
            *promises_both_ways(apart),
            documents(list_documents(session, RecordKind.COLLABORATION, identity)),
        ],
        timeline=timeline_items(session, RecordKind.COLLABORATION, identity, reading),
        prefill=Prefill(
            organisations=tuple(one["id"] for one in record["organisations"]),
            collaboration=identity,
        ),
    )


def _review_is_due(record: CollaborationRecord) -> bool:
    review, ended = record["review_on"], record["status"] == "ended"
    return review is not None and not ended and review <= today().isoformat()[: len(review)]


def _review_badge(record: CollaborationRecord) -> list[Badge]:
    return [(_("to review"), "error")] if _review_is_due(record) else []


def _milestones(record: CollaborationRecord) -> Section:
    """Show the way of a collaboration: agreed, what is done together, and when it is reviewed."""
    steps = [promise(one) for one in record["follow_ups"] if one["direction"] == "joint"]
    if record["agreed_on"]:
        steps.append(_step(record["agreed_on"], "done", _("Agreed")))
    if record["review_on"]:
        role: Role = "error" if _review_is_due(record) else ""
        steps.append(_step(record["review_on"], "follow-up", _("Review"), role))
    # What has no date comes last: words sort after figures.
    return Section(_("Milestones"), sorted(steps, key=attrgetter("date")))


def _step(date: str, kind: str, title: str, role: Role = "") -> Entry:
    return Entry(date, kind, title, who=[relative(date)], role=role)


def topic_page(session: Session, identity: int, reading: Reading) -> Page:
    """Read a topic and all that was said on it; errors: `NotFound`."""
    record = get_topic(session, identity)
    count = record["interactions"]
    about = [
        *fact(_("Also called"), ", ".join(record["synonyms"])),
        *link_to(_("Part of"), RecordKind.TOPIC, record["parent"]),
        *links(_("Parts"), RecordKind.TOPIC, record["children"]),
        *fact(_("Note"), record["note"]),
    ]
    return Page(
        RecordKind.TOPIC,
        identity,
        record["name"],
        ngettext("{count} interaction", "{count} interactions", count).format(count=count),
        (),
        [
            Section(_("About"), about),
            voices_section(voices_on(session, identity, limit=MOST_VOICES)),
        ],
        timeline=timeline_items(session, RecordKind.TOPIC, identity, reading),
        prefill=Prefill(topics=(identity,)),
    )


def list_page(session: Session, identity: int, _reading: Reading) -> Page:
    """Read a contact list and who is on it; errors: `NotFound`."""
    record = get_list(session, identity, limit=MEMBERS_AT_ONCE)
    count = record["count"]
    searched = record["condition"] or record["query"]
    about = [
        *fact(_("Problem"), record["problem"], role="error"),
        *fact(_("Search"), searched),
        *fact(_("Note"), record["note"]),
    ]
    return Page(
        RecordKind.LIST,
        identity,
        record["name"],
        ngettext("{count} member", "{count} members", count).format(count=count),
        [(_("saved search"), "accent")] if searched else [],
        [
            Section(_("About"), about),
            Section(_("Members"), _members(record, 0), _("Nobody is on it yet.")),
        ],
    )


def _members(record: ListRecord, shown: int) -> list[Line]:
    """Return a line for each member beyond those shown, and one for those not read yet."""
    lines = [
        Line(
            sentence_case(label(member["kind"])),
            member["name"],
            reference(member["kind"], member["id"]),
        )
        for member in record["members"][shown:]
    ]
    read = shown + len(lines)
    left = record["count"] - read
    if left > 0 and lines:
        text = ngettext("{count} more", "{count} more", left).format(count=left)
        lines.append(rest(text, partial(_more_members, record["id"], read)))
    return lines


def _more_members(identity: int, shown: int, session: Session) -> list[Line]:
    return _members(get_list(session, identity, limit=shown + MEMBERS_AT_ONCE), shown)
