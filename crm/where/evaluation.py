"""Whether a condition holds for a record, given as plain values by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from crm.where.comparing import compare, fits, texts_of

NOT_FILLED = ("", "false")

Values = Mapping[str, object]


class Condition(Protocol):
    """Something that holds for a record or does not."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys that are asked for."""

    def matches(self, values: Values) -> bool:
        """Tell whether it holds; values are text, numbers, truth values, None or lists of them."""


@dataclass(frozen=True, slots=True)
class Every:
    """Holds where all parts hold."""

    parts: tuple[Condition, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the parts ask for."""
        return frozenset().union(*(part.keys for part in self.parts))

    def matches(self, values: Values) -> bool:
        """Tell whether all parts hold."""
        return all(part.matches(values) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Some:
    """Holds where one part holds."""

    parts: tuple[Condition, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the parts ask for."""
        return frozenset().union(*(part.keys for part in self.parts))

    def matches(self, values: Values) -> bool:
        """Tell whether one part holds."""
        return any(part.matches(values) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Holds where a part does not."""

    part: Condition

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the part asks for."""
        return self.part.keys

    def matches(self, values: Values) -> bool:
        """Tell whether the part does not hold."""
        return not self.part.matches(values)


@dataclass(frozen=True, slots=True)
class Filled:
    """Holds where a key has a value."""

    key: str

    @property
    def keys(self) -> frozenset[str]:
        """The key that is asked for."""
        return frozenset({self.key})

    def matches(self, values: Values) -> bool:
        """Tell whether there is a value; a truth value counts as itself."""
        return any(text not in NOT_FILLED for text in texts_of(values.get(self.key)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Holds where a key's value stands in a relation to a given one."""

    key: str
    operator: str
    value: str

    @property
    def keys(self) -> frozenset[str]:
        """The key that is asked for."""
        return frozenset({self.key})

    def matches(self, values: Values) -> bool:
        """Tell whether a value of the key fits; with `!`, whether none does."""
        return fits(values.get(self.key), self.positive, self.value) != self.is_negative

    @property
    def is_negative(self) -> bool:
        """Whether it asks that no value fits."""
        return self.operator.startswith("!")

    @property
    def positive(self) -> str:
        """The operator without its `!`."""
        return self.operator.removeprefix("!")


@dataclass(frozen=True, slots=True)
class Within:
    """Holds where a value of a key lies between two dates, both included."""

    key: str
    first: str
    last: str

    @property
    def keys(self) -> frozenset[str]:
        """The key that is asked for."""
        return frozenset({self.key})

    def matches(self, values: Values) -> bool:
        """Tell whether a value of the key lies between them."""
        return any(
            compare(text, ">=", self.first) and compare(text, "<=", self.last)
            for text in texts_of(values.get(self.key))
        )
