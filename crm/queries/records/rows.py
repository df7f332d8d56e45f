"""What stands on one line: of a list, a timeline, the agenda, or what was found."""

from typing import TypedDict

from crm.queries.records.work import FollowUpRecord, StatementRecord


class PersonRow(TypedDict):
    """A person as a line of a list: what is primary now."""

    id: int
    name: str
    organisation: str | None
    organisation_id: int | None
    role: str | None
    email: str | None
    phone: str | None
    last_interaction: str | None


class OrganisationRow(TypedDict):
    """An organisation as a line of a list."""

    id: int
    name: str
    classification: str
    parent: str | None
    area: str | None
    email: str | None
    phone: str | None
    people: int
    last_interaction: str | None


class InteractionRow(TypedDict):
    """An interaction as a line of a list; `participants` and `topics` are joined by commas."""

    id: int
    kind: str
    status: str
    subject: str
    starts_at: str
    ends_at: str | None
    place: str | None
    participants: str
    topics: str


class CollaborationRow(TypedDict):
    """A collaboration as a line of a list."""

    id: int
    title: str
    status: str
    organisations: str
    lead: str | None
    agreed_on: str | None
    review_on: str | None
    open_follow_ups: int


class TimelineEntry(TypedDict):
    """One thing on a timeline: an interaction, a promise, a membership that began or ended."""

    kind: str
    id: int
    reference: str
    date: str
    title: str
    detail: str
    topics: list[str]
    statements: list[StatementRecord]


class AgendaRecord(TypedDict):
    """What a day asks for; each list in the order it should be read."""

    today: str
    overdue: list[FollowUpRecord]
    due_today: list[FollowUpRecord]
    coming: list[FollowUpRecord]
    later: list[FollowUpRecord]
    waiting: list[FollowUpRecord]
    undated: list[FollowUpRecord]
    meetings: list[InteractionRow]
    reviews: list[CollaborationRow]


class HitRecord(TypedDict):
    """Something found: its reference, what it is called, and why it was found."""

    reference: str
    kind: str
    id: int
    name: str
    detail: str
    why: str
