"""The pages of an organisation and of a post."""

from crm.book import Session
from crm.i18n import _
from crm.labels import label
from crm.queries.follow_ups import list_follow_ups
from crm.queries.labels import list_assessments, list_documents
from crm.queries.organisations import get_organisation, get_post
from crm.queries.records import (
    DocumentRecord,
    OrganisationRecord,
    PostRecord,
)
from crm.queries.timeline import timeline
from crm.vocabulary import RecordKind, reference
from tui.pages.page import (
    TIMELINE_LIMIT,
    Page,
    Part,
    PartLine,
    Prefill,
    custom_lines,
    fact,
    link_to,
    links,
    other_names,
    period,
    promises,
    relationships,
    sentence_case,
    tag_badges,
    timeline_entry,
    ways_to_reach,
    when,
)
from tui.pages.people import assessment_section
from tui.widgets.record_items import Line, Section


def organisation_page(session: Session, identity: int) -> Page:
    """Read everything about an organisation; errors: `NotFound`."""
    record = get_organisation(session, identity)
    kind = RecordKind.ORGANISATION
    entries = timeline(session, kind, identity, limit=TIMELINE_LIMIT)
    return Page(
        kind,
        identity,
        record["name"],
        ", ".join(part for part in (_sort(record), record["area"]) if part),
        tag_badges(record["tags"]),
        [
            _people(record),
            promises(list_follow_ups(session, organisation=identity, status="open")),
            ways_to_reach(record["contact_details"]),
            _posts(record["posts"]),
            _network(record),
            relationships(record["relationships"]),
            assessment_section(list_assessments(session, kind, identity)),
            documents(list_documents(session, kind, identity)),
            _about(record),
        ],
        [timeline_entry(entry) for entry in entries],
        Prefill(organisations=(identity,)),
    )


def _sort(record: OrganisationRecord) -> str:
    return sentence_case(label(record["classification"]))


def _people(record: OrganisationRecord) -> Section:
    """Show who is here now, then who was."""
    posts = {
        holder["membership_id"]: post["id"]
        for post in record["posts"]
        for holder in post["holders"]
    }
    lines = [
        PartLine(
            person["role"] or "",
            person["name"],
            reference(RecordKind.PERSON, person["id"]),
            period(person["start_date"], person["end_date"]),
            "" if person["current"] else "muted",
            Part.MEMBERSHIP,
            person["membership_id"],
            posts.get(person["membership_id"]),
        )
        for person in sorted(record["people"], key=lambda person: not person["current"])
    ]
    return Section(_("People"), lines, _("Nobody here is known: m adds somebody."))


def _posts(posts: list[PostRecord]) -> Section:
    lines = [
        PartLine(
            post["label"],
            _holder(post),
            reference(RecordKind.POST, post["id"]),
            role="warning" if post["vacant"] else "",
            part=Part.POST,
            part_id=post["id"],
            post_id=post["id"],
        )
        for post in posts
    ]
    return Section(_("Posts"), lines)


def _holder(post: PostRecord) -> str:
    if post["vacant"]:
        return _("vacant")
    return ", ".join(holder["person"]["name"] for holder in post["holders"] if holder["current"])


def _network(record: OrganisationRecord) -> Section:
    lines = [
        *link_to(_("Part of"), RecordKind.ORGANISATION, record["parent"]),
        *links(_("Parts"), RecordKind.ORGANISATION, record["children"]),
        *links(_("Collaborations"), RecordKind.COLLABORATION, record["collaborations"]),
    ]
    return Section(_("Belongs together with"), lines)


def documents(found: list[DocumentRecord]) -> Section:
    """Show the files and addresses kept with a record."""
    return Section(_("Documents"), [Line(one["title"], one["location"]) for one in found])


def _about(record: OrganisationRecord) -> Section:
    lines = [
        *other_names(record["other_names"]),
        *[Line(one["scheme"], one["identifier"]) for one in record["identifiers"]],
        *fact(_("Website"), record["website"]),
        *fact(_("Period"), period(record["founding_date"], record["dissolution_date"])),
        *custom_lines(record["custom"]),
        *fact(_("Last contact"), when(record["last_interaction"])),
        *fact(_("Note"), record["note"]),
    ]
    return Section(_("About"), lines)


def post_page(session: Session, identity: int) -> Page:
    """Read a post and who has held it; errors: `NotFound`."""
    record = get_post(session, identity)
    holders = [
        PartLine(
            _("Now") if holder["current"] else _("Before"),
            holder["person"]["name"],
            reference(RecordKind.PERSON, holder["person"]["id"]),
            period(holder["start_date"], holder["end_date"]),
            "" if holder["current"] else "muted",
            Part.MEMBERSHIP,
            holder["membership_id"],
            identity,
        )
        for holder in record["holders"]
    ]
    about = [
        *link_to(_("Organisation"), RecordKind.ORGANISATION, record["organisation"]),
        *fact(_("Role"), record["role"]),
        *fact(_("Note"), record["note"]),
    ]
    return Page(
        RecordKind.POST,
        identity,
        record["label"],
        record["organisation"]["name"],
        [(_("vacant"), "warning")] if record["vacant"] else [],
        [
            Section(_("Held by"), holders, _("Nobody is known to have held it.")),
            Section(_("About"), about),
        ],
        prefill=Prefill(
            people=tuple(one["person"]["id"] for one in record["holders"] if one["current"])
        ),
    )
