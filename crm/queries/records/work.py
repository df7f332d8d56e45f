"""Interactions, promises, collaborations, topics and lists."""

from typing import TypedDict

from crm.queries.records.contacts import Link


class ParticipantRecord(TypedDict):
    """Who took part, with the role and organisation held on that day."""

    person: Link | None
    organisation: Link | None
    role: str | None
    attendance: str
    function: str | None


class StatementRecord(TypedDict):
    """What somebody said."""

    speaker: Link | None
    topic: Link | None
    stance: str | None
    text: str


class FollowUpRecord(TypedDict):
    """A promise; `overdue` is as of the day of asking."""

    id: int
    uid: str
    title: str
    direction: str
    owner: str | None
    due_date: str | None
    status: str
    done_on: str | None
    priority: str
    organisation: Link | None
    person: Link | None
    interaction: Link | None
    collaboration: Link | None
    quote: str | None
    repeats: str | None
    overdue: bool
    custom: dict[str, object]
    created_at: str
    updated_at: str
    version: int


class ThreadEntry(TypedDict):
    """Another interaction of the same exchange or series."""

    id: int
    kind: str
    status: str
    subject: str
    starts_at: str


class InteractionRecord(TypedDict):
    """An interaction, whole; `thread` is the rest of its exchange or series, in order."""

    id: int
    uid: str
    kind: str
    status: str
    subject: str
    starts_at: str
    ends_at: str | None
    place: str | None
    details: str | None
    atmosphere: str | None
    reference: str | None
    source: str | None
    topics: list[Link]
    participants: list[ParticipantRecord]
    statements: list[StatementRecord]
    follow_ups: list[FollowUpRecord]
    thread: list[ThreadEntry]
    tags: list[str]
    custom: dict[str, object]
    created_at: str
    updated_at: str
    version: int


class CollaborationRecord(TypedDict):
    """A collaboration, whole."""

    id: int
    uid: str
    title: str
    purpose: str | None
    organisations: list[Link]
    lead: str | None
    status: str
    agreed_on: str | None
    review_on: str | None
    follow_ups: list[FollowUpRecord]
    tags: list[str]
    custom: dict[str, object]
    created_at: str
    updated_at: str
    version: int


class TopicRecord(TypedDict):
    """A topic; the statements and interactions on it are in its timeline."""

    id: int
    uid: str
    name: str
    synonyms: list[str]
    parent: Link | None
    children: list[Link]
    note: str | None
    interactions: int
    version: int


class ListMemberRecord(TypedDict):
    """A person or organisation on a list."""

    kind: str
    id: int
    name: str


class ListRecord(TypedDict):
    """A contact list; `members` of a saved search are those it finds now.

    A saved search has words to search for (`query`), or a `condition` on the records of the noun
    `about`; `problem` says what is wrong with it by now, if anything.
    """

    id: int
    uid: str
    name: str
    query: str | None
    condition: str | None
    about: str | None
    note: str | None
    count: int
    problem: str | None
    members: list[ListMemberRecord]
    version: int
