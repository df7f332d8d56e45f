"""What a record page is made of: sections of lines and of dated entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.widgets.roles import Role


class Anchor(NamedTuple):
    """Words that lead to another record."""

    text: str
    reference: str
    role: Role = "link"


Words = Sequence[str | Anchor]
"""Some texts, of which a few lead elsewhere."""


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value, which wraps; with a `reference` it is a link to another record.

    `lead` stands before the value, as the branches of a tree do. An `address` is what the value
    opens outside the program; `copied` is what goes to the clipboard where that is not the value.
    """

    label: str
    value: str
    reference: str = ""
    detail: str | Words = ""
    role: Role = ""
    lead: str = ""
    label_reference: str = ""
    label_role: Role = ""
    address: str = ""
    copied: str = ""

    @property
    def text(self) -> str:
        """What goes to the clipboard."""
        return self.copied or self.value


@dataclass(frozen=True, slots=True)
class Subheading(Line):
    """A line over those that belong under it; it stands where the labels begin."""


@dataclass(frozen=True, slots=True)
class More(Line):
    """The end of what was read in part: chosen, or `eager` and near, the next of it comes."""

    eager: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a date: an interaction, a promise, a membership that began.

    `date` is ISO and may be a year or a month only; `kind` is the word of the vocabulary, which
    chooses the icon; `role` colours the date and the icon. `detail` wraps over several lines; its
    words follow each other as they stand, where those of `who` are parted by commas.
    """

    date: str
    kind: str
    title: str
    reference: str = ""
    who: Words = ()
    topics: Words = ()
    detail: str | Words = ""
    role: Role = ""

    @property
    def text(self) -> str:
        """What goes to the clipboard."""
        return self.title


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
