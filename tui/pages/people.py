"""The page of a person."""

from crm.book import Session
from crm.i18n import _
from crm.labels import label
from crm.queries.follow_ups import list_follow_ups
from crm.queries.labels import list_assessments
from crm.queries.organisations import get_membership
from crm.queries.people import get_person
from crm.queries.records import AssessmentRecord, Link, MembershipRecord, PersonRecord
from crm.vocabulary import RecordKind, reference
from tui.pages.page import (
    MOST_PROMISES,
    Page,
    Part,
    PartLine,
    Prefill,
    custom_lines,
    fact,
    other_names,
    period,
    promises_both_ways,
    relationships,
    tag_badges,
    when,
)
from tui.pages.reach import ways_to_reach
from tui.pages.reading import Reading
from tui.pages.said import said_section
from tui.pages.timelines import timeline_items
from tui.widgets.record_items import Anchor, Line, Section


def person_page(session: Session, identity: int, reading: Reading) -> Page:
    """Read everything about a person; errors: `NotFound`."""
    record = get_person(session, identity)
    kind = RecordKind.PERSON
    me = Link(id=identity, name=record["name"])
    follow_ups = list_follow_ups(session, person=identity, status="open", limit=MOST_PROMISES)
    return Page(
        kind,
        identity,
        record["name"],
        _standing(record),
        tag_badges(record["tags"]),
        [
            ways_to_reach(record["contact_details"], record["memberships"]),
            _roles(record["memberships"]),
            *promises_both_ways(follow_ups, [me]),
            said_section(session, kind, [identity]),
            relationships(record["relationships"]),
            assessment_section(list_assessments(session, kind, identity)),
            _about(record),
        ],
        timeline=timeline_items(session, kind, identity, reading),
        prefill=Prefill(people=(identity,)),
    )


def membership_page(session: Session, identity: int, reading: Reading) -> Page:
    """Read the page of the person of a membership, which has none of its own."""
    return person_page(session, get_membership(session, identity)["person"]["id"], reading)


def _standing(record: PersonRecord) -> str:
    """Say what somebody is now: `VD, ALMI`."""
    current = [one for one in record["memberships"] if one["current"]][:1]
    named = [name for one in current for name in (role_of(one), one["organisation"]["name"])]
    return ", ".join(name for name in named if name) or _("Holds no role at present")


def role_of(membership: MembershipRecord) -> str:
    """Return what a membership is called: the role, else the post."""
    post = membership["post"]
    return membership["role"] or (post["name"] if post else "")


def _roles(memberships: list[MembershipRecord]) -> Section:
    """Show the roles somebody has and had, each with its time, and the post it is if it is one."""
    return Section(
        _("Roles"), [_role(one) for one in memberships], _("No role is known: m adds one.")
    )


def _role(one: MembershipRecord) -> PartLine:
    post = one["post"]
    detail = [Anchor(_("the post"), reference(RecordKind.POST, post["id"]))] if post else []
    return PartLine(
        period(one["start_date"], one["end_date"]) or (_("Now") if one["current"] else _("Before")),
        ", ".join(part for part in (role_of(one), one["organisation"]["name"]) if part),
        reference(RecordKind.ORGANISATION, one["organisation"]["id"]),
        detail,
        "" if one["current"] else "muted",
        part=Part.MEMBERSHIP,
        part_id=one["id"],
        post_id=post["id"] if post else None,
    )


def assessment_section(found: list[AssessmentRecord]) -> Section:
    """Show how somebody was judged, the latest first."""
    lines = [
        Line(
            one["date"],
            ", ".join(
                part
                for part in (
                    one["influence"] and _("influence {level}").format(level=one["influence"]),
                    one["interest"] and _("interest {level}").format(level=one["interest"]),
                    label(one["stance"]),
                )
                if part
            ),
            detail=one["reason"] or "",
        )
        for one in found
    ]
    return Section(_("Assessments"), lines)


def _about(record: PersonRecord) -> Section:
    lines = [
        *fact(_("Title"), record["honorific_prefix"]),
        *other_names(record["other_names"]),
        *fact(_("Language"), record["language"]),
        *custom_lines(record["custom"]),
        *fact(_("Last contact"), when(record["last_interaction"])),
        *fact(_("Note"), record["note"]),
    ]
    return Section(_("About"), lines)
