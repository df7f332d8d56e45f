"""Whether a condition holds for a record, given as plain values by key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from crm.text import fold, sort_key

_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:]+)?)?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?", re.ASCII)

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
        return any(text not in ("", "false") for text in _texts(values.get(self.key)))


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
        negative = self.operator.startswith("!")
        compare = _COMPARISONS[self.operator.removeprefix("!")]
        texts = _texts(values.get(self.key))
        return any(compare(text, self.value) for text in texts) != negative


def _texts(value: object) -> list[str]:
    """Return the values of a key as texts; what is missing is one empty text."""
    if isinstance(value, list | tuple):
        return [text for one in value for text in _texts(one)] or [""]
    if value is None:
        return [""]
    return [("true" if value else "false") if isinstance(value, bool) else str(value)]


def _equal(text: str, given: str) -> bool:
    if _is_within(text, given):
        return True
    numbers = _number(text), _number(given)
    if None not in numbers and not text.startswith(("0", "+")):
        return numbers[0] == numbers[1]
    return fold(text) == fold(given)


def _is_within(text: str, given: str) -> bool:
    """Tell whether a date lies within a year, month or day."""
    return (
        bool(_PARTIAL_DATE.fullmatch(given) and _DATE.fullmatch(text))
        and len(text) > len(given)
        and text.startswith(given)
    )


def _contains(text: str, given: str) -> bool:
    return fold(given) in fold(text)


def _before(text: str, given: str) -> bool:
    order = _order(text, given)
    return order is not None and order < 0


def _after(text: str, given: str) -> bool:
    order = _order(text, given)
    return order is not None and order > 0


def _not_after(text: str, given: str) -> bool:
    order = _order(text, given)
    return order is not None and order <= 0


def _not_before(text: str, given: str) -> bool:
    order = _order(text, given)
    return order is not None and order >= 0


def _order(text: str, given: str) -> int | None:
    """Return how two values are ordered, None where there is nothing to order.

    A date is compared as precisely as the given one is known.
    """
    if not text:
        return None
    if _PARTIAL_DATE.fullmatch(given) and _DATE.fullmatch(text):
        return _sign(text[: len(given)], given)
    first, second = _number(text), _number(given)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    return _sign(sort_key(text), sort_key(given))


def _sign(first: str, second: str) -> int:
    return (first > second) - (first < second)


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "=": _equal,
    "~": _contains,
    "<": _before,
    "<=": _not_after,
    ">": _after,
    ">=": _not_before,
}
