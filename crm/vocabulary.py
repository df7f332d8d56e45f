"""The closed lists of the domain: the words that stand in columns, JSON and options."""

from enum import StrEnum


class Classification(StrEnum):
    """What sort of organisation it is."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    STATE_COMPANY = "state_company"
    MUNICIPALITY = "municipality"
    REGION = "region"
    INTEREST_ORGANISATION = "interest_organisation"
    NETWORK = "network"
    COMPANY = "company"
    EDUCATION = "education"
    MEDIA = "media"
    OTHER = "other"


class ContactType(StrEnum):
    """The way a contact detail reaches somebody."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    LINK = "link"


class InteractionKind(StrEnum):
    """What happened between us and them (CiviCRM activity types)."""

    MEETING = "meeting"
    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    SEMINAR = "seminar"
    NOTE = "note"


class InteractionStatus(StrEnum):
    """Whether an interaction lies ahead, took place or was called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Attendance(StrEnum):
    """How a participant answered or whether they came (RFC 5545 PARTSTAT, and what followed)."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ATTENDED = "attended"
    ABSENT = "absent"


class ParticipantFunction(StrEnum):
    """What a participant did, as calendars and letters say it; people may write any other word."""

    ORGANISER = "organiser"
    CHAIR = "chair"
    SPEAKER = "speaker"
    OPTIONAL = "optional"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CC = "cc"
    BCC = "bcc"


class Stance(StrEnum):
    """Where a speaker or stakeholder stands on a topic."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    NEUTRAL = "neutral"
    ASKS = "asks"


class CollaborationStatus(StrEnum):
    """How far an agreed way of working together has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Direction(StrEnum):
    """Who made the promise: we, they, or both together."""

    OURS = "ours"
    THEIRS = "theirs"
    JOINT = "joint"


class FollowUpStatus(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    """How much a promise matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class MergeOutcome(StrEnum):
    """What becomes of a field of two records that become one."""

    SAME = "same"
    KEPT = "kept"
    TAKEN = "taken"
    BOTH = "both"
    KEPT_IN_CONFLICT = "kept_in_conflict"
    TAKEN_IN_CONFLICT = "taken_in_conflict"


class FieldType(StrEnum):
    """What a user-defined field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes/no"
    CHOICE = "choice"


class ImportDecisionKind(StrEnum):
    """What a record of a file is to somebody who may be the same."""

    SAME = "same"
    DIFFERENT = "different"
    SKIP = "skip"


class RecordKind(StrEnum):
    """The nouns that have references of their own."""

    PERSON = "person"
    ORGANISATION = "organisation"
    INTERACTION = "interaction"
    FOLLOW_UP = "follow-up"
    COLLABORATION = "collaboration"
    TOPIC = "topic"
    LIST = "list"
    POST = "post"
    MEMBERSHIP = "membership"


REFERENCE_LETTERS: dict[RecordKind, str] = {
    RecordKind.PERSON: "p",
    RecordKind.ORGANISATION: "o",
    RecordKind.INTERACTION: "i",
    RecordKind.FOLLOW_UP: "f",
    RecordKind.COLLABORATION: "c",
    RecordKind.TOPIC: "t",
    RecordKind.LIST: "l",
    RecordKind.POST: "s",
    RecordKind.MEMBERSHIP: "m",
}

NAME_PARTICLES = frozenset(
    {
        *("af", "von", "de", "van", "der", "den", "la", "le", "du", "des", "di", "da", "do"),
        *("dos", "del", "dela", "della", "el", "al", "y", "ten", "ter", "zu", "zum", "zur"),
        *("vom", "bin", "ben", "ibn"),
    }
)
"""Words that go with the family name that follows them, in Sweden's usual languages."""


def reference(kind: RecordKind | str, identity: int) -> str:
    """Return the short reference of a record: `p12` for person 12."""
    known = kind if isinstance(kind, RecordKind) else RecordKind(kind)
    return f"{REFERENCE_LETTERS[known]}{identity}"
