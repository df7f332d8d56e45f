"""What a file says, before anybody checks it: neutral records that know no database.

Values are stripped text as written. Nothing here is validated: a reader hands over what it
found and where, and the importer decides what becomes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """One thing that is wrong or doubtful: the physical line, the field, its value, a sentence."""

    line: int
    field: str
    value: str
    message: str


@dataclass(slots=True)
class ContactDetailRecord:
    """A way to reach somebody; `type` is email, phone, address or link."""

    type: str
    value: str
    label: str = ""
    header: str = ""
    note: str = ""
    valid_from: str = ""
    valid_until: str = ""


@dataclass(slots=True)
class MembershipRecord:
    """A person's place in an organisation, which is given by name and perhaps by uid."""

    organisation: str
    role: str = ""
    post: str = ""
    start_date: str = ""
    end_date: str = ""
    primary: bool | None = None
    uid: str = ""


@dataclass(slots=True)
class OtherNameRecord:
    """A name used besides or before the present one."""

    name: str
    start_date: str = ""
    end_date: str = ""
    note: str = ""


@dataclass(slots=True)
class IdentifierRecord:
    """A number or code under a scheme: `orgnr`, `kommunkod`."""

    scheme: str
    identifier: str


@dataclass(slots=True)
class RelationRecord:
    """A link to another person or organisation, by uid or by name (vCard RELATED)."""

    type: str
    name: str = ""
    uid: str = ""


@dataclass(slots=True)
class ParticipantRecord:
    """Who took part: a person by name, e-mail address or both, or an organisation.

    `attendance` is a word of the vocabulary, or empty; `function` is chair, organiser, …
    """

    name: str = ""
    email: str = ""
    organisation: str = ""
    role: str = ""
    attendance: str = ""
    function: str = ""
    uid: str = ""


@dataclass(slots=True)
class ProposalRecord:
    """A value that a file suggests about somebody, such as the phone number below a letter."""

    email: str
    name: str
    field: str
    value: str


@dataclass(slots=True)
class Source:
    """Where a record stands in its file: the line it begins on and its cells as written."""

    line: int
    headers: Sequence[str] = ()
    cells: Sequence[str] = ()

    @property
    def raw(self) -> dict[str, str]:
        """Return the cells as in the file, by header; cells beyond the headers are numbered."""
        cells = dict(zip(self.headers, self.cells, strict=False))
        for position in range(len(self.headers), len(self.cells)):
            cells[column_name(position)] = self.cells[position]
        return cells


@dataclass(slots=True)
class PersonRecord(Source):
    """A person as a file describes them.

    `revision` is when the file says it was changed last (ISO 8601, UTC), if it does; `preserved`
    are the content lines of a card that have no field here.
    """

    kind: ClassVar[Literal["person"]] = "person"

    id: str = ""
    uid: str = ""
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    honorific_prefix: str = ""
    note: str = ""
    language: str = ""
    other_names: list[OtherNameRecord] = field(default_factory=list)
    memberships: list[MembershipRecord] = field(default_factory=list)
    contact_details: list[ContactDetailRecord] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    relations: list[RelationRecord] = field(default_factory=list)
    preserved: list[str] = field(default_factory=list)
    revision: str = ""
    unmapped: dict[str, str] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)


@dataclass(slots=True)
class OrganisationRecord(Source):
    """An organisation as a file describes it; `revision` and `preserved` as of a person."""

    kind: ClassVar[Literal["organisation"]] = "organisation"

    id: str = ""
    uid: str = ""
    name: str = ""
    classification: str = ""
    parent: str = ""
    area: str = ""
    website: str = ""
    founding_date: str = ""
    dissolution_date: str = ""
    note: str = ""
    language: str = ""
    other_names: list[OtherNameRecord] = field(default_factory=list)
    identifiers: list[IdentifierRecord] = field(default_factory=list)
    contact_details: list[ContactDetailRecord] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    relations: list[RelationRecord] = field(default_factory=list)
    preserved: list[str] = field(default_factory=list)
    revision: str = ""
    unmapped: dict[str, str] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)


NOT_COUNTED = "-"
"""What stands for the sequence of an answer that does not say to which version it is."""


@dataclass(slots=True)
class InteractionRecord(Source):
    """A meeting or letter as a file describes it.

    `type` and `status` are words of the vocabulary; the moments are partial ISO dates or
    `YYYY-MM-DDTHH:MM` in local time. `thread` is what a series or an exchange has in common, and
    `revision` orders the versions of one uid as text. Of a series that a file tells as a whole, the
    first meeting has the uids of all of them as its `occurrences`, with when each begins, and with
    when it was to begin those that were moved in `slots`; so has one that stands alone, with the
    uid that its day had in a series, which it may have been. Of an answer to an invitation
    (`is_answer`) only counts whether those who take part will come, to later meetings as well with
    `goes_on`; its revision is `NOT_COUNTED` and when it was made where it does not say more.
    """

    kind: ClassVar[Literal["interaction"]] = "interaction"

    uid: str = ""
    type: str = "meeting"
    status: str = ""
    subject: str = ""
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    details: str = ""
    reference: str = ""
    thread: str = ""
    topics: list[str] = field(default_factory=list)
    participants: list[ParticipantRecord] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    proposals: list[ProposalRecord] = field(default_factory=list)
    occurrences: dict[str, str] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)
    is_answer: bool = False
    goes_on: bool = False
    revision: str = ""
    unmapped: dict[str, str] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)


@dataclass(slots=True)
class ListRecord(Source):
    """A group of contacts; `members` are uids, e-mail addresses or names (vCard MEMBER)."""

    kind: ClassVar[Literal["list"]] = "list"

    uid: str = ""
    name: str = ""
    note: str = ""
    members: list[str] = field(default_factory=list)
    revision: str = ""
    unmapped: dict[str, str] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)


@dataclass(slots=True)
class EntryRecord(Source):
    """An entry of another section of our own JSON: its keys and values as they stand."""

    kind: ClassVar[Literal["entry"]] = "entry"

    section: str = ""
    values: dict[str, object] = field(default_factory=dict)
    problems: list[RecordProblem] = field(default_factory=list)


@dataclass(slots=True)
class RejectedRecord(Source):
    """A piece of the file that cannot become a record; `problems` says why.

    `name` is what it is called in the file, if anything.
    """

    kind: ClassVar[Literal["rejected"]] = "rejected"

    name: str = ""
    problems: list[RecordProblem] = field(default_factory=list)


Record: TypeAlias = (
    PersonRecord
    | OrganisationRecord
    | InteractionRecord
    | ListRecord
    | EntryRecord
    | RejectedRecord
)


def column_name(position: int) -> str:
    """Name a column that has no header by its place, counted from 1: `column 4`."""
    return f"column {position + 1}"
