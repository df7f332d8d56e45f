"""The page of a person."""

from crm.book import Session
from crm.i18n import _
from crm.labels import label
from crm.queries.follow_ups import list_follow_ups
from crm.queries.labels import list_assessments
from crm.queries.people import get_person
from crm.queries.records import AssessmentRecord, MembershipRecord, PersonRecord
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
    other_names,
    period,
    promises,
    relationships,
    tag_badges,
    timeline_entry,
    ways_to_reach,
    when,
)
from tui.widgets.record_items import Entry, Line, Section


def person_page(session: Session, identity: int) -> Page:
    """Read everything about a person; errors: `NotFound`."""
    record = get_person(session, identity)
    follow_ups = list_follow_ups(session, person=identity, status="open")
    assessments = list_assessments(session, RecordKind.PERSON, identity)
    entries = timeline(session, RecordKind.PERSON, identity, limit=TIMELINE_LIMIT)
    return Page(
        RecordKind.PERSON,
        identity,
        record["name"],
        _standing(record),
        tag_badges(record["tags"]),
        [
            ways_to_reach(record["contact_details"]),
            _roles(record["memberships"]),
            promises(follow_ups),
            relationships(record["relationships"]),
            assessment_section(assessments),
            _about(record),
        ],
        [_person_entry(record, timeline_entry(entry, identity)) for entry in entries],
        Prefill(people=(identity,)),
    )


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
    lines = [
        PartLine(
            _("Now") if one["current"] else _("Before"),
            ", ".join(part for part in (role_of(one), one["organisation"]["name"]) if part),
            reference(RecordKind.ORGANISATION, one["organisation"]["id"]),
            period(one["start_date"], one["end_date"]),
            "" if one["current"] else "muted",
            Part.MEMBERSHIP,
            one["id"],
            one["post"]["id"] if one["post"] else None,
        )
        for one in memberships
    ]
    return Section(_("Roles"), lines, _("No role is known: m adds one."))


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


def _person_entry(record: PersonRecord, entry: Entry) -> Entry:
    """Let what began or ended lead to the organisation, for memberships have no page."""
    for one in record["memberships"]:
        if entry.reference == reference(RecordKind.MEMBERSHIP, one["id"]):
            to = reference(RecordKind.ORGANISATION, one["organisation"]["id"])
            return Entry(entry.date, entry.kind, entry.title, to, entry.who)
    return entry
