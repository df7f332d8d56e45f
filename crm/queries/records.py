"""The shapes that queries answer with: plain dictionaries whose keys are the promised JSON keys."""

from typing import NotRequired, TypedDict


class Link(TypedDict):
    """Another record, by id and name."""

    id: int
    name: str


class OtherNameRecord(TypedDict):
    """A name that somebody or something goes or went by."""

    name: str
    start_date: str | None
    end_date: str | None
    note: str | None


class ContactRecord(TypedDict):
    """A way to reach somebody; `membership_id` is set where it belongs to a membership."""

    id: int
    type: str
    value: str
    label: str | None
    note: str | None
    valid_from: str | None
    valid_until: str | None
    membership_id: int | None


class MembershipRecord(TypedDict):
    """A person in an organisation; current means in force on the day of asking."""

    id: int
    person: Link
    organisation: Link
    post: Link | None
    role: str | None
    start_date: str | None
    end_date: str | None
    primary: bool
    current: bool


class RelationshipRecord(TypedDict):
    """A link as read from the record at hand: its label in this direction, and the other end."""

    id: int
    type: str
    kind: str
    other: Link
    start_date: str | None
    end_date: str | None
    note: str | None


class PersonRecord(TypedDict):
    """A person, whole."""

    id: int
    uid: str
    name: str
    given_name: str | None
    family_name: str | None
    honorific_prefix: str | None
    other_names: list[OtherNameRecord]
    language: str | None
    note: str | None
    memberships: list[MembershipRecord]
    contact_details: list[ContactRecord]
    tags: list[str]
    custom: dict[str, object]
    relationships: list[RelationshipRecord]
    last_interaction: str | None
    created_at: str
    updated_at: str
    version: int


class IdentifierRecord(TypedDict):
    """A number in a register."""

    scheme: str
    identifier: str


class OrganisationPersonRecord(TypedDict):
    """A person in an organisation, now or before."""

    id: int
    name: str
    role: str | None
    start_date: str | None
    end_date: str | None
    membership_id: int
    current: bool


class HolderRecord(TypedDict):
    """Somebody who holds or held a post."""

    person: Link
    membership_id: int
    start_date: str | None
    end_date: str | None
    current: bool


class PostRecord(TypedDict):
    """A post, its holders latest first, and whether it is vacant."""

    id: int
    uid: str
    label: str
    role: str | None
    organisation: Link
    holders: list[HolderRecord]
    vacant: bool
    note: str | None
    version: int


class OrganisationRecord(TypedDict):
    """An organisation, whole."""

    id: int
    uid: str
    name: str
    other_names: list[OtherNameRecord]
    classification: str
    parent: Link | None
    children: list[Link]
    identifiers: list[IdentifierRecord]
    area: str | None
    website: str | None
    founding_date: str | None
    dissolution_date: str | None
    note: str | None
    contact_details: list[ContactRecord]
    people: list[OrganisationPersonRecord]
    posts: list[PostRecord]
    collaborations: list[Link]
    tags: list[str]
    custom: dict[str, object]
    relationships: list[RelationshipRecord]
    last_interaction: str | None
    created_at: str
    updated_at: str
    version: int


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


class CustomFieldRecord(TypedDict):
    """A field of the user's own."""

    id: int
    key: str
    label: str
    type: str
    choices: list[str]
    applies_to: list[str]


class DocumentRecord(TypedDict):
    """A file or link kept with a record."""

    id: int
    title: str
    location: str
    sha256: str | None


class AssessmentRecord(TypedDict):
    """Dated influence, interest and stance."""

    id: int
    date: str
    influence: int | None
    interest: int | None
    stance: str | None
    reason: str | None


class ChangeRecord(TypedDict):
    """One row changed, before and after; or the rows inserted up to `last_row`, without them."""

    table: str
    row: int
    last_row: int | None
    reference: str | None
    operation: str
    before: dict[str, object] | None
    after: dict[str, object] | None


class BatchRecord(TypedDict):
    """One thing that somebody did."""

    id: int
    at: str
    actor: str
    description: str
    undoes: int | None
    undone_by: int | None
    changes: NotRequired[list[ChangeRecord]]
    size: int


class DuplicateRecord(TypedDict):
    """Two records that may be the same, with a score from 0 to 1 and the reasons."""

    kind: str
    first: Link
    second: Link
    score: float
    reasons: list[str]


class SourceRecord(TypedDict):
    """A file that gave a record some of its fields, on one line; `source` is what was said of it.

    `revision` is when the file says that the record was changed, `read_at` when it was imported.
    """

    file: str
    line: int
    fields: list[str]
    revision: str | None
    sha256: str
    format: str
    source: str | None
    read_at: str
    actor: str
    batch: int
