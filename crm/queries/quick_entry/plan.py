"""What a line would save, before it is saved: who is meant by each name, and what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crm.quick import Line, Mistake, Name
from crm.text import fold
from crm.vocabulary import Direction, InteractionKind, InteractionStatus, RecordKind, reference

NEW = "new"
"""Decides that a name is to be added, instead of a reference."""

Decisions = Mapping[tuple[RecordKind, str], str]
"""Whom names mean, by `decision_key`: a reference such as `p12`, or `NEW`."""


class Certainty(StrEnum):
    """How sure it is whom a name means."""

    KNOWN = "known"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Party:
    """A record by its name; one without an id is to be added, once that is certain."""

    kind: RecordKind
    name: str
    id: int | None = None
    certainty: Certainty = Certainty.KNOWN

    @property
    def key(self) -> tuple[RecordKind, int | str]:
        """What tells it from others: a new name is one record however often it is written."""
        return self.kind, fold(self.name) if self.id is None else self.id


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may mean; `detail` is a role and organisation, `latest` a date."""

    kind: RecordKind
    id: int
    name: str
    detail: str = ""
    latest: str = ""

    @property
    def reference(self) -> str:
        """Its short reference, such as `p12`."""
        return reference(self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Meant:
    """A name of a line, and whom it means: one record, one of several, or somebody new.

    `kind` is what it is added as where it is new; `candidates` are in order, the likeliest first.
    """

    name: Name
    kind: RecordKind
    certainty: Certainty
    candidates: Sequence[Candidate] = ()

    @property
    def is_decided(self) -> bool:
        """Whether nothing has to be asked."""
        return self.certainty in (Certainty.KNOWN, Certainty.NEW)

    @property
    def party(self) -> Party:
        """The record that it means, or the one that may have to be added."""
        if self.certainty is Certainty.KNOWN:
            known = self.candidates[0]
            return Party(known.kind, known.name, known.id)
        return Party(self.kind, self.name.text, certainty=self.certainty)


@dataclass(frozen=True, slots=True)
class Attending:
    """Who takes part: a person in the role and organisation held that day, or an organisation.

    `told` where the line says for which organisation a person takes part; `at_hand` where the line
    names nobody and it is about the record at hand.
    """

    person: Party | None
    organisation: Party | None
    role: str | None = None
    told: bool = False
    at_hand: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise and whom it concerns, as far as that is beyond doubt."""

    title: str
    direction: Direction
    due_date: str | None
    due_phrase: str
    person: Party | None = None
    organisation: Party | None = None


@dataclass(frozen=True, slots=True)
class AtHand:
    """The ids of the people, organisations and topics at hand, for a line that names none."""

    people: Sequence[int] = ()
    organisations: Sequence[int] = ()
    topics: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that saving a line would do."""

    line: Line
    kind: InteractionKind
    status: InteractionStatus
    subject: str
    starts_at: str
    ends_at: str | None
    place: str
    names: Sequence[Meant] = ()
    attending: Sequence[Attending] = ()
    topics: Sequence[Party] = ()
    promises: Sequence[Promised] = ()
    mistakes: Sequence[Mistake] = field(default=())

    @property
    def undecided(self) -> list[Meant]:
        """The names of which it has to be said whom they mean, in order."""
        return [meant for meant in self.names if not meant.is_decided]

    def name_at(self, place: int) -> Meant | None:
        """Return the name that a place of the line is in, or just behind."""
        at_place = (one for one in self.names if one.name.start <= place <= one.name.end)
        return next(at_place, None)

    @property
    def newcomers(self) -> list[Party]:
        """The people, organisations and topics that are to be added, each once."""
        new = {meant.party.key: meant.party for meant in self.names}
        return [party for party in new.values() if party.id is None]


def decision_key(kind: RecordKind, text: str) -> tuple[RecordKind, str]:
    """Return what a name is known by among decisions: what it would be added as, and its name."""
    return kind, fold(text)
