"""How two plain values compare: as dates, as numbers, or as text without case and accents."""

import re
from collections.abc import Callable

from crm.text import fold, sort_key

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:]{5,8}Z?)?)?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?", re.ASCII)


def compare(text: str, operator: str, given: str) -> bool:
    """Tell whether a text stands in a relation to a given one; `operator` is one without `!`."""
    return _COMPARISONS[operator](text, given)


def fits(value: object, operator: str, given: str) -> bool:
    """Tell whether a value, or one of several, stands in a relation to a given one."""
    return any(compare(text, operator, given) for text in texts_of(value))


def is_date(text: str) -> bool:
    """Tell whether a text is a date or moment in ISO, whole or in part."""
    return bool(_DATE.fullmatch(text))


def is_number(text: str) -> bool:
    """Tell whether a text is compared as a number."""
    return bool(_NUMBER.fullmatch(text))


def texts_of(value: object) -> list[str]:
    """Return the values of a key as texts; what is missing is one empty text."""
    if isinstance(value, list | tuple):
        return [text for one in value for text in texts_of(one)] or [""]
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
    longer = len(text) > len(given) and text.startswith(given)
    return longer and is_date(given) and is_date(text)


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
    if is_date(given) and is_date(text):
        return _sign(text[: len(given)], given)
    first, second = _number(text), _number(given)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    return _sign(sort_key(text), sort_key(given))


def _sign(first: str, second: str) -> int:
    return (first > second) - (first < second)


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if is_number(text) else None


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "=": _equal,
    "~": _contains,
    "<": _before,
    "<=": _not_after,
    ">": _after,
    ">=": _not_before,
}
