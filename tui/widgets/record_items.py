"""What a record page is made of: sections of lines and of dated entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.widgets.roles import Role


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value, which wraps; with a `reference` it is a link to another record."""

    label: str
    value: str
    reference: str = ""
    detail: str = ""
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a date: an interaction, a promise, a membership that began.

    `date` is ISO and may be a year or a month only; `kind` is the word of the vocabulary, which
    chooses the icon; `role` colours the date and the icon. `detail` wraps over several lines.
    """

    date: str
    kind: str
    title: str
    reference: str = ""
    who: Sequence[str] = ()
    topics: Sequence[str] = ()
    detail: str = ""
    role: Role = ""


Item = Line | Entry


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading; `empty` is said where there are none, else it is left out then."""

    title: str
    items: Sequence[Item]
    empty: str = ""


# Signs that every terminal draws one cell wide, which coloured emoji are not.
ICONS: dict[str, tuple[str, Role]] = {
    "meeting": ("●", "primary"),
    "call": ("☏", "primary"),
    "email": ("@", "primary"),
    "letter": ("✉", "primary"),
    "visit": ("⌂", "primary"),
    "seminar": ("▣", "primary"),
    "note": ("✎", "muted"),
    "ours": ("→", "accent"),
    "theirs": ("←", "warning"),
    "joint": ("↔", "accent"),
    "follow-up": ("○", "accent"),
    "done": ("✓", "success"),
    "membership": ("◆", "muted"),
    "post": ("◇", "muted"),
    "collaboration": ("∞", "success"),
    "assessment": ("±", "muted"),
    "document": ("≡", "muted"),
    "change": ("·", "muted"),
}
UNKNOWN_ICON: tuple[str, Role] = ("·", "muted")
