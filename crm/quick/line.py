"""What a line says, part by part, and where each part stands in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from crm.vocabulary import Direction, InteractionKind, RecordKind

Knows = Callable[[RecordKind, str], bool]
"""Tells whether a record of a kind is called so; a line is read without a book, but may ask one."""


class Role(StrEnum):
    """What a part of a line is for."""

    KIND = "kind"
    DATE = "date"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    TOPIC = "topic"
    PROMISE = "promise"
    DUE = "due"
    JOINING = "joining"
    """Words that only join the others, such as `med`."""


@dataclass(frozen=True, slots=True)
class Part:
    """The characters from `start` to `end` of a line, and what they are for."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something named, from `start` to `end` of the line, its mark included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """When it was: moments as interactions store them, and the words that said so."""

    starts_at: str
    ends_at: str | None
    phrase: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised: by whom, by when (a partial date), and the organisations it names."""

    title: str
    direction: Direction
    due_date: str | None = None
    due_phrase: str = ""
    parties: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """What cannot be taken as it stands, from `start` to `end`, and a sentence about it."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """What was meant by a line.

    `kind` and `when` are None where the line does not say. `people` are those who took part, by
    `med` and the like, and may turn out to be organisations; `organisations` are those marked with
    `@`. `parts` are in order and do not overlap; what lies in none is the subject or a promise.
    """

    text: str
    kind: InteractionKind | None = None
    subject: str = ""
    when: When | None = None
    place: str = ""
    people: tuple[Name, ...] = ()
    organisations: tuple[Name, ...] = ()
    topics: tuple[Name, ...] = ()
    promises: tuple[Promise, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    parts: tuple[Part, ...] = field(default=(), repr=False)
