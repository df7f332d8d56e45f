"""What may be said of interactions, promises, collaborations and the user's own labels."""

from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from crm.dates import parse_moment
from crm.i18n import _
from crm.inputs.base import (
    AttendanceWord,
    CollaborationStatusWord,
    DirectionWord,
    FieldTypeWord,
    FollowUpStatusWord,
    Input,
    InteractionStatusWord,
    KindWord,
    LongText,
    Name,
    Noun,
    PartialDate,
    PriorityWord,
    Repeat,
    ShortText,
    StanceWord,
    checked,
)
from crm.inputs.people import Reference
from crm.text import clean_line
from crm.vocabulary import (
    Attendance,
    CollaborationStatus,
    Direction,
    FieldType,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    Priority,
)


def _moment_text(value: object) -> object:
    return clean_line(value) or None if isinstance(value, str) else value


Moment = Annotated[str, BeforeValidator(_moment_text), AfterValidator(checked(parse_moment))]


class ParticipantIn(Input):
    """Who took part: a person, or an organisation as a whole.

    Role and organisation are taken from the person's membership on the day unless they are given.
    """

    person: Reference | None = None
    organisation: Reference | None = None
    role: Name | None = None
    attendance: AttendanceWord = Attendance.ATTENDED
    function: ShortText | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.person is None and self.organisation is None:
            raise ValueError(_("A participant is a person or an organisation."))
        return self


class StatementIn(Input):
    """What a speaker said, on a topic or none."""

    text: LongText
    speaker: Reference | None = None
    topic: Reference | None = None
    stance: StanceWord | None = None


class InteractionFields(Input):
    """What a new and a changed interaction have in common."""

    ends_at: Moment | None = None
    place: Name | None = None
    details: LongText | None = None
    atmosphere: Name | None = None
    reference: Name | None = None
    source: LongText | None = None
    custom: dict[str, str | int | float | bool | None] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        start, end = getattr(self, "starts_at", None), self.ends_at
        if start and end and end < start[: len(end)]:
            raise ValueError(_("The interaction ends before it starts."))
        return self


class InteractionIn(InteractionFields):
    """An interaction to log; without a status it is planned if it lies ahead, else held."""

    kind: KindWord
    subject: Name
    starts_at: Moment
    uid: ShortText | None = None
    status: InteractionStatusWord | None = None
    participants: list[ParticipantIn] = Field(default_factory=list)
    topics: list[Reference] = Field(default_factory=list)
    statements: list[StatementIn] = Field(default_factory=list)
    follow_ups: list["FollowUpIn"] = Field(default_factory=list)
    tags: list[Name] = Field(default_factory=list)


class InteractionEdit(InteractionFields):
    """The fields of an interaction that change; lists replace what was there."""

    kind: KindWord = InteractionKind.MEETING
    subject: Name = ""
    starts_at: Moment = ""
    status: InteractionStatusWord = InteractionStatus.HELD
    participants: list[ParticipantIn] = Field(default_factory=list)
    topics: list[Reference] = Field(default_factory=list)
    statements: list[StatementIn] = Field(default_factory=list)


class FollowUpFields(Input):
    """What a new and a changed follow-up have in common."""

    direction: DirectionWord = Direction.OURS
    owner: Name | None = None
    due_date: PartialDate | None = None
    priority: PriorityWord = Priority.NORMAL
    organisation: Reference | None = None
    person: Reference | None = None
    interaction: Reference | None = None
    collaboration: Reference | None = None
    quote: LongText | None = None
    repeats: Repeat | None = None
    custom: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class FollowUpIn(FollowUpFields):
    """A promise to keep track of; without a status theirs is waited for, others are open."""

    title: Name
    uid: ShortText | None = None
    status: FollowUpStatusWord | None = None


class FollowUpEdit(FollowUpFields):
    """The fields of a follow-up that change."""

    title: Name = ""
    status: FollowUpStatusWord = FollowUpStatus.OPEN
    done_on: PartialDate | None = None


class CollaborationFields(Input):
    """What a new and a changed collaboration have in common."""

    purpose: LongText | None = None
    lead: Name | None = None
    status: CollaborationStatusWord = CollaborationStatus.AGREED
    agreed_on: PartialDate | None = None
    review_on: PartialDate | None = None
    organisations: list[Reference] = Field(default_factory=list)
    custom: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class CollaborationIn(CollaborationFields):
    """A collaboration to register."""

    title: Name
    uid: ShortText | None = None
    tags: list[Name] = Field(default_factory=list)


class CollaborationEdit(CollaborationFields):
    """The fields of a collaboration that change; `organisations` replaces the list."""

    title: Name = ""


class TopicIn(Input):
    """A topic to add, with its synonyms and the wider topic it belongs to."""

    name: Name
    synonyms: list[Name] = Field(default_factory=list)
    parent: Reference | None = None
    note: LongText | None = None


class ContactListIn(Input):
    """A list to make: fixed, or a saved search when `query` or `condition` is given.

    `condition` is one as in `crm.where`, on the noun `about` (people unless said).
    """

    name: Name
    query: LongText | None = None
    condition: LongText | None = None
    about: Noun | None = None
    note: LongText | None = None


class CustomFieldIn(Input):
    """A field of the user's own; `applies_to` holds nouns (`person`, `organisation` …)."""

    key: ShortText
    label: Name | None = None
    type: FieldTypeWord = FieldType.TEXT
    choices: list[Name] = Field(default_factory=list)
    applies_to: list[str] = Field(default_factory=lambda: ["person", "organisation"])


class DocumentIn(Input):
    """A file or link to keep with a record."""

    title: Name
    location: LongText
    sha256: ShortText | None = None


InteractionIn.model_rebuild()
