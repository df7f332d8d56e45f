"""What becomes of the records of a file: the shapes that a plan and its entries have."""

from enum import StrEnum
from typing import NotRequired, TypedDict


class Outcome(StrEnum):
    """What becomes of a record; one that may be known already is added as new."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    SKIPPED = "skipped"
    REJECTED = "rejected"


class FieldChange(TypedDict):
    """One field of a record: what the book has, and what the file says; None for nothing."""

    field: str
    old: str | None
    new: str | None


class ColumnPlan(TypedDict):
    """Which field a column holds, None where that is not known.

    `how` is `given` (by whoever asks), `remembered`, `guessed` (from what it holds), `recognised`
    (from its header) or `unknown`.
    """

    column: str
    field: str | None
    how: str


class Likeness(TypedDict):
    """Somebody whom a record may mean: how likely (0 to 1), and why.

    `reference` is None for somebody whom the same file adds, further up.
    """

    reference: str | None
    name: str
    score: float
    reasons: list[str]


class PlanEntry(TypedDict):
    """What becomes of one record.

    `outcome` is a word of `Outcome`; `reference` is whom it is known as (`p12`), None for a new
    one. `changes` are taken into the book; `left` are what the file says otherwise and the book
    keeps. `alike` are those whom a possible duplicate may be, and `fingerprint` is what a decision
    about it is remembered by; `decided` is what was decided (`same`, `different` or `skip`).
    `file` is the card, where a folder of cards is imported.
    """

    line: int
    kind: str
    outcome: str
    name: str
    reference: str | None
    changes: list[FieldChange]
    left: list[FieldChange]
    alike: list[Likeness]
    problems: list[str]
    fingerprint: str
    decided: str | None
    file: NotRequired[str]


class Proposal(TypedDict):
    """Something that a file suggests: a field of somebody known, or (`person`) somebody new.

    `reference` is who it is about, or who was added where that was asked for; `added` says so.
    """

    line: int
    reference: str | None
    name: str
    email: str
    field: str
    value: str
    added: bool
