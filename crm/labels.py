"""The words of the closed lists, moments and numbers as people read them.

`state_company` is “state company”.
"""

from enum import StrEnum

from crm.i18n import N_, _
from crm.vocabulary import (
    Attendance,
    Classification,
    CollaborationStatus,
    ContactType,
    Direction,
    FieldType,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    MergeOutcome,
    ParticipantFunction,
    Priority,
    RecordKind,
    Stance,
)

_LABELS: dict[StrEnum, str] = {
    Classification.MINISTRY: N_("ministry"),
    Classification.AGENCY: N_("agency"),
    Classification.STATE_COMPANY: N_("state company"),
    Classification.MUNICIPALITY: N_("municipality"),
    Classification.REGION: N_("region"),
    Classification.INTEREST_ORGANISATION: N_("interest organisation"),
    Classification.NETWORK: N_("network"),
    Classification.COMPANY: N_("company"),
    Classification.EDUCATION: N_("education"),
    Classification.MEDIA: N_("media"),
    Classification.OTHER: N_("other"),
    ContactType.EMAIL: N_("e-mail"),
    ContactType.PHONE: N_("phone"),
    ContactType.ADDRESS: N_("address"),
    ContactType.LINK: N_("link"),
    InteractionKind.MEETING: N_("meeting"),
    InteractionKind.CALL: N_("call"),
    InteractionKind.EMAIL: N_("e-mail"),
    InteractionKind.LETTER: N_("letter"),
    InteractionKind.VISIT: N_("visit"),
    InteractionKind.SEMINAR: N_("seminar"),
    InteractionKind.NOTE: N_("note"),
    InteractionStatus.PLANNED: N_("planned"),
    InteractionStatus.HELD: N_("held"),
    InteractionStatus.CANCELLED: N_("cancelled"),
    Attendance.INVITED: N_("invited"),
    Attendance.ACCEPTED: N_("accepted"),
    Attendance.DECLINED: N_("declined"),
    Attendance.ATTENDED: N_("attended"),
    Attendance.ABSENT: N_("absent"),
    ParticipantFunction.ORGANISER: N_("organiser"),
    ParticipantFunction.CHAIR: N_("chair"),
    ParticipantFunction.SPEAKER: N_("speaker"),
    ParticipantFunction.OPTIONAL: N_("need not come"),
    ParticipantFunction.SENDER: N_("sender"),
    ParticipantFunction.RECIPIENT: N_("recipient"),
    ParticipantFunction.CC: N_("copy"),
    ParticipantFunction.BCC: N_("hidden copy"),
    Stance.SUPPORTS: N_("supports"),
    Stance.OPPOSES: N_("opposes"),
    Stance.NEUTRAL: N_("neutral"),
    Stance.ASKS: N_("asks"),
    CollaborationStatus.PROPOSED: N_("proposed"),
    CollaborationStatus.AGREED: N_("agreed"),
    CollaborationStatus.ACTIVE: N_("active"),
    CollaborationStatus.PAUSED: N_("paused"),
    CollaborationStatus.ENDED: N_("ended"),
    Direction.OURS: N_("ours"),
    Direction.THEIRS: N_("theirs"),
    Direction.JOINT: N_("joint"),
    FollowUpStatus.OPEN: N_("open"),
    FollowUpStatus.WAITING: N_("waiting"),
    FollowUpStatus.DONE: N_("done"),
    FollowUpStatus.CANCELLED: N_("cancelled"),
    Priority.LOW: N_("low"),
    Priority.NORMAL: N_("normal"),
    Priority.HIGH: N_("high"),
    MergeOutcome.SAME: N_("the same"),
    MergeOutcome.KEPT: N_("stays"),
    MergeOutcome.TAKEN: N_("from the other"),
    MergeOutcome.BOTH: N_("both stay"),
    MergeOutcome.KEPT_IN_CONFLICT: N_("differ, stays"),
    MergeOutcome.TAKEN_IN_CONFLICT: N_("differ, from the other"),
    FieldType.TEXT: N_("text"),
    FieldType.NUMBER: N_("number"),
    FieldType.DATE: N_("date"),
    FieldType.YES_NO: N_("yes/no"),
    FieldType.CHOICE: N_("choice"),
    RecordKind.PERSON: N_("person"),
    RecordKind.ORGANISATION: N_("organisation"),
    RecordKind.INTERACTION: N_("interaction"),
    RecordKind.FOLLOW_UP: N_("follow-up"),
    RecordKind.COLLABORATION: N_("collaboration"),
    RecordKind.TOPIC: N_("topic"),
    RecordKind.LIST: N_("list"),
    RecordKind.POST: N_("post"),
    RecordKind.MEMBERSHIP: N_("membership"),
}
WORDED = frozenset(
    {
        *("attendance", "classification", "direction", "function", "kind", "priority", "stance"),
        "status",
    }
)
"""The fields whose values are words of closed lists."""
MOMENTS = frozenset({"starts_at", "ends_at"})
_BY_WORD = {str(member): text for member, text in _LABELS.items()}


def label(word: str | None) -> str:
    """Return a word of a closed list in the language in use; any other text as it is."""
    return _(_BY_WORD[word]) if word in _BY_WORD else word or ""


def moment_label(text: str) -> str:
    """Return a moment as it is read, `2019-04-11 09:30`, and any other text as it is."""
    is_moment = text[:4].isdecimal() and text[10:11] == "T"
    return f"{text[:10]} {text[11:]}" if is_moment else text


def value_label(field: str, value: str) -> str:
    """Return the value of a field as it is read; the field may be of a record, as `i3.status`."""
    name = field.rpartition(".")[2]
    if name in WORDED:
        return label(value)
    if name.partition(":")[0] == "phone":
        from crm.validation import format_phone

        return format_phone(value)
    return moment_label(value) if name in MOMENTS else value


def number_label(number: int) -> str:
    """Return a number in groups of three digits, which stay on one line (ISO 80000-1)."""
    return f"{number:,}".replace(",", "\u00a0")


def share_label(share: float) -> str:
    """Return a share of one in percent, which stays on one line (ISO 80000-1): “42 %”."""
    return f"{share * 100:.0f}\u00a0%"
