"""The pages of an organisation and of a post."""

from collections.abc import Sequence
from typing import Literal

from crm.book import Session
from crm.i18n import _, ngettext
from crm.labels import label
from crm.queries.follow_ups import list_follow_ups
from crm.queries.labels import list_assessments, list_documents
from crm.queries.organisation_tree import OrganisationTree, organisation_tree, part_ids
from crm.queries.organisations import get_organisation, get_post
from crm.queries.records import (
    HolderRecord,
    Link,
    OrganisationPersonRecord,
    OrganisationRecord,
    PostRecord,
)
from crm.text import sentence_case
from crm.vocabulary import RecordKind, reference
from tui.pages.page import (
    MOST_PROMISES,
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
    promises_both_ways,
    relationships,
    tag_badges,
    when,
)
from tui.pages.people import assessment_section
from tui.pages.reach import documents, ways_to_reach, website
from tui.pages.reading import Reading, rest
from tui.pages.said import said_section
from tui.pages.timelines import timeline_items
from tui.widgets.record_items import Item, Line, Section

FIRST_PEOPLE = 50
"""How many people now there, and how many who left, a page begins with."""


def organisation_page(session: Session, identity: int, reading: Reading) -> Page:
    """Read everything about an organisation; errors: `NotFound`."""
    record = get_organisation(session, identity)
    kind = RecordKind.ORGANISATION
    me = Link(id=identity, name=record["name"])
    tree = organisation_tree(session, identity)
    parts = part_ids(session, identity) if reading.with_parts else []
    follow_ups = list_follow_ups(session, organisation=identity, status="open", limit=MOST_PROMISES)
    return Page(
        kind,
        identity,
        record["name"],
        ", ".join(part for part in (_sort(record), record["area"]) if part),
        tag_badges(record["tags"]),
        [
            *_people(record),
            _posts(record["posts"]),
            *promises_both_ways(follow_ups, [me]),
            ways_to_reach(record["contact_details"]),
            _tree(record, tree),
            _collaborations(record),
            said_section(session, kind, [identity, *parts]),
            relationships(record["relationships"]),
            assessment_section(list_assessments(session, kind, identity)),
            documents(list_documents(session, kind, identity)),
            _about(record),
        ],
        timeline=timeline_items(session, kind, identity, reading),
        prefill=Prefill(organisations=(identity,)),
        parts=reading.with_parts if tree.below else None,
    )


def _sort(record: OrganisationRecord) -> str:
    return sentence_case(label(record["classification"]))


def _people(record: OrganisationRecord) -> list[Section]:
    """Show who is here now, and who was."""
    posts = {
        holder["membership_id"]: post["id"]
        for post in record["posts"]
        for holder in post["holders"]
    }
    now = [_person(one, posts) for one in record["people"] if one["current"]]
    before = [_person(one, posts) for one in record["people"] if not one["current"]]
    return [
        Section(_("People"), _first(now), _("Nobody here is known: m adds somebody.")),
        Section(_("People before"), _first(before)),
    ]


def _person(person: OrganisationPersonRecord, posts: dict[int, int]) -> PartLine:
    return PartLine(
        person["role"] or "",
        person["name"],
        reference(RecordKind.PERSON, person["id"]),
        period(person["start_date"], person["end_date"]),
        "" if person["current"] else "muted",
        part=Part.MEMBERSHIP,
        part_id=person["membership_id"],
        post_id=posts.get(person["membership_id"]),
    )


def _first(people: Sequence[Item]) -> Sequence[Item]:
    """Show some people, and the others when they are wanted."""
    left = people[FIRST_PEOPLE:]
    if not left:
        return people
    text = ngettext("{count} more", "{count} more", len(left)).format(count=len(left))
    return [*people[:FIRST_PEOPLE], rest(text, lambda _session: left)]


def _posts(posts: list[PostRecord]) -> Section:
    return Section(_("Posts"), [line for post in posts for line in _post(post)])


def _post(post: PostRecord) -> list[PartLine]:
    """Show who holds a post, or since when nobody does."""
    current = [holder for holder in post["holders"] if holder["current"]]
    if not current:
        return [_seat(post, _vacant(post), reference(RecordKind.POST, post["id"]), "", "warning")]
    return [
        _seat(
            post,
            holder["person"]["name"],
            reference(RecordKind.PERSON, holder["person"]["id"]),
            period(holder["start_date"], holder["end_date"]),
        )
        for holder in current
    ]


def _seat(
    post: PostRecord, value: str, to: str, detail: str, role: Literal["", "warning"] = ""
) -> PartLine:
    return PartLine(
        post["label"],
        value,
        to,
        detail,
        role,
        label_reference=reference(RecordKind.POST, post["id"]),
        part=Part.POST,
        part_id=post["id"],
        post_id=post["id"],
    )


def _vacant(post: PostRecord) -> str:
    left = max((holder["end_date"] or "" for holder in post["holders"]), default="")
    return _("vacant since {date}").format(date=left) if left else _("vacant")


def _tree(record: OrganisationRecord, tree: OrganisationTree) -> Section:
    """Show the organisation between what it is part of and what is part of it."""
    if not tree.above and not tree.below:
        return Section(_("Parts"), ())
    kind = RecordKind.ORGANISATION
    lines = [
        Line("", one["name"], reference(kind, one["id"]), lead=_branch(depth))
        for depth, one in enumerate(tree.above)
    ]
    here = len(tree.above)
    lines.append(Line("", record["name"], lead=_branch(here), role="strong"))
    lines += [
        Line(
            "",
            branch.organisation["name"],
            reference(kind, branch.organisation["id"]),
            lead=_branch(here + branch.depth),
        )
        for branch in tree.below
    ]
    if not tree.is_whole:
        lines.append(Line("", _("and more, in the list of organisations"), role="muted"))
    return Section(_("Belongs to") if tree.above else _("Parts"), lines)


def _branch(depth: int) -> str:
    return "   " * (depth - 1) + "└─ " if depth else ""


def _collaborations(record: OrganisationRecord) -> Section:
    return Section(
        _("Collaborations"), links("", RecordKind.COLLABORATION, record["collaborations"])
    )


def _about(record: OrganisationRecord) -> Section:
    lines = [
        *other_names(record["other_names"]),
        *[Line(one["scheme"], one["identifier"]) for one in record["identifiers"]],
        *website(record["website"]),
        *fact(_("Period"), period(record["founding_date"], record["dissolution_date"])),
        *custom_lines(record["custom"]),
        *fact(_("Last contact"), when(record["last_interaction"])),
        *fact(_("Note"), record["note"]),
    ]
    return Section(_("About"), lines)


def post_page(session: Session, identity: int, _reading: Reading) -> Page:
    """Read a post and who has held it; errors: `NotFound`."""
    record = get_post(session, identity)
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
        [(_vacant(record), "warning")] if record["vacant"] else [],
        [
            Section(
                _("Held by"),
                [_holder(one, identity) for one in record["holders"]],
                _("Nobody is known to have held it: P says who holds it from now on."),
            ),
            Section(_("About"), about),
        ],
        prefill=Prefill(
            people=tuple(one["person"]["id"] for one in record["holders"] if one["current"])
        ),
    )


def _holder(holder: HolderRecord, post: int) -> PartLine:
    return PartLine(
        period(holder["start_date"], holder["end_date"])
        or (_("Now") if holder["current"] else _("Before")),
        holder["person"]["name"],
        reference(RecordKind.PERSON, holder["person"]["id"]),
        role="" if holder["current"] else "muted",
        part=Part.MEMBERSHIP,
        part_id=holder["membership_id"],
        post_id=post,
    )
