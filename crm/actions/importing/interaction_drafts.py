"""A meeting or letter of a file, checked: what its row is to hold, and what goes with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from crm.actions.importing.checking import check_name, check_text
from crm.actions.importing.unlawful import lawful
from crm.dates import first_day, parse_moment
from crm.errors import Invalid
from crm.formats.records import InteractionRecord, RecordProblem
from crm.i18n import _
from crm.models.base import NAME_LENGTH
from crm.settings import today
from crm.text import clean_line
from crm.vocabulary import InteractionKind, InteractionStatus

FIELDS = (
    *("kind", "status", "subject", "starts_at", "ends_at", "place", "details", "reference"),
    "thread",
)
UID_LENGTH = 255
LINK = re.compile(r"https?://\S{1,1990}", re.IGNORECASE)


@dataclass(slots=True)
class InteractionDraft:
    """A meeting or letter to find or add: `values` by column, those that are not said left out."""

    line: int
    uid: str
    revision: str
    record: InteractionRecord
    values: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    problems: list[RecordProblem] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """What it is called, also if it says no subject."""
        return self.values.get("subject") or _("(no subject)")

    @property
    def is_called_off(self) -> bool:
        """Tell whether the file says that the meeting does not take place."""
        return self.values.get("status") == InteractionStatus.CANCELLED

    @property
    def stands_alone(self) -> bool:
        """Tell whether it is of no series or exchange."""
        return "thread" not in self.values

    @property
    def series(self) -> str:
        """The series that it is of; of one that stands alone, that which it may have been."""
        return self.values.get("thread", self.uid)

    def warn(self, name: str, value: str, message: str) -> None:
        """Note a problem with a field."""
        self.problems.append(RecordProblem(self.line, name, value, message))


def interaction_draft(record: InteractionRecord) -> InteractionDraft:
    """Check a meeting or letter; a value that cannot be stored is reported and left out."""
    record = lawful(record)
    draft = InteractionDraft(
        line=record.line,
        uid=clean_line(record.uid)[:UID_LENGTH],
        revision=clean_line(record.revision),
        record=record,
        problems=list(record.problems),
    )
    kind = record.type if record.type in set(InteractionKind) else InteractionKind.MEETING
    draft.values["kind"] = str(kind)
    for name in ("starts_at", "ends_at"):
        _take(draft, name, getattr(record, name), parse_moment)
    _drop_early_end(draft)
    _take(draft, "subject", record.subject[:NAME_LENGTH], check_name)
    _take(draft, "place", record.place[:NAME_LENGTH], check_name)
    _take(draft, "reference", record.reference[:NAME_LENGTH], check_name)
    draft.values |= {"thread": thread} if (thread := clean_line(record.thread)[:UID_LENGTH]) else {}
    draft.links = [text for text in record.attachments if LINK.fullmatch(text)]
    if status := _status(record, draft.values.get("starts_at")):
        draft.values["status"] = status
    return draft


def with_details(draft: InteractionDraft, others: Sequence[str]) -> None:
    """Set the text of a meeting or letter, with all that has no field; `others` took part too."""
    record = draft.record
    parts = [record.details.strip()]
    if len(record.subject) > NAME_LENGTH:
        parts.insert(0, record.subject)
    named = [name for name in record.attachments if name not in draft.links]
    lines = [
        *(f"{name}: {value}" for name, value in record.unmapped.items()),
        *([_("Also named: {people}").format(people=", ".join(others))] if others else []),
        *([_("Attachments: {names}").format(names=", ".join(named))] if named else []),
    ]
    rest = "\n".join(lines)
    draft.values.pop("details", None)
    _take(draft, "details", "\n\n".join(filter(None, [*parts, rest])), check_text)
    if "details" not in draft.values:
        # What is wrong is in the text.
        _take(draft, "details", rest, check_text)


def _take(draft: InteractionDraft, name: str, text: str, check: Any) -> None:
    if not text.strip():
        return
    try:
        checked = check(text)
    except Invalid as error:
        draft.warn(name, text, error.message)
        return
    if checked:
        draft.values[name] = checked


def _drop_early_end(draft: InteractionDraft) -> None:
    start, end = draft.values.get("starts_at", ""), draft.values.get("ends_at", "")
    if start and end and end < start[: len(end)]:
        del draft.values["ends_at"]
        draft.warn("ends_at", end, _("The interaction ends before it starts."))


def _status(record: InteractionRecord, starts_at: str | None) -> str:
    """Return what the file says, or else what the day does: what lies ahead is planned."""
    if record.status in set(InteractionStatus):
        return record.status
    if starts_at is None:
        return ""
    ahead = first_day(starts_at) > today()
    return str(InteractionStatus.PLANNED if ahead else InteractionStatus.HELD)
