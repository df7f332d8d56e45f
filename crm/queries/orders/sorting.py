"""What a list is sorted by: a value in SQL, and how what somebody types compares with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func

from crm.store import SORT
from crm.text import sort_key


def _letters(text: str) -> str:
    # Small letters: those of a key come first, and the mark of a large one behind all of them.
    return sort_key(text.lower())


def _as_typed(text: str) -> str:
    return text.strip().lower()


def _date(text: str) -> str:
    return text.strip() if text[:1].isdecimal() else ""


def _nothing(text: str) -> str:
    del text
    return ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """What rows are ordered by.

    `begins` turns the start of what a column shows into the start of its value, nothing where
    that cannot be. A column that `is_filled` in every row is read off its index.
    """

    value: ColumnElement[Any]
    begins: Callable[[str], str] = _nothing
    is_filled: bool = False


def keyed(column: Any, *, is_filled: bool = False) -> Sorting:
    """Sort by a column that holds Swedish sort keys."""
    return Sorting(column, _letters, is_filled)


def written(value: Any) -> Sorting:
    """Sort by a text as Swedish sorts; empty ones count as none."""
    return Sorting(getattr(func, SORT)(func.nullif(value, "")), _letters)


def dated(value: Any, *, is_filled: bool = False) -> Sorting:
    """Sort by a partial date or moment."""
    return Sorting(value, _date, is_filled)


def plain(value: Any) -> Sorting:
    """Sort by an address or number as it is stored, which is in small letters."""
    return Sorting(value, _as_typed)


def ranked(column: Any, words: Iterable[str]) -> Sorting:
    """Sort by the words of a closed list, in the order of the list."""
    places = {str(word): place for place, word in enumerate(words)}
    return Sorting(case(places, value=column))


def counted(value: Any) -> Sorting:
    """Sort by a number; none counts as nothing."""
    return Sorting(func.nullif(value, 0))
