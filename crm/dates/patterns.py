"""The pieces of pattern that the rules for dates are put together from.

A rule is a pattern over normalised text and the function that reads its match. Patterns are
bounded and never nest a repetition, so that reading takes time in proportion to the length.
"""

import re
from collections.abc import Callable, Iterable

from crm.dates.names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from crm.dates.reading import Context, Taken

Match = re.Match[str]
Rule = tuple[str, Callable[[Match, Context], Taken]]


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MONTH = f"(?P<month>{one_of(MONTH_NUMBERS)})"
WEEKDAY = f"(?P<weekday>{one_of(WEEKDAY_NUMBERS)})"
DAY = r"(?:den |the )?(?P<day>[0-9]{1,2})(?:th)?"
YEAR = r"(?:(?: i| of)? (?P<year>[0-9]{4}))?"


def first_that_fits(rules: Iterable[Rule], text: str, context: Context) -> Taken | None:
    """Return what the first rule that fits the whole text reads; None where none does."""
    for pattern, read in rules:
        match = re.fullmatch(pattern, text)
        if match:
            return read(match, context)
    return None


def weekday_in(match: Match) -> int:
    """Return the weekday a match names, Monday being 0."""
    return WEEKDAY_NUMBERS[match["weekday"]]


def month_in(match: Match) -> int:
    """Return the month a match names, January being 1."""
    return MONTH_NUMBERS[match["month"]]


def year_in(match: Match) -> int | None:
    """Return the year a match names, or None where it left that open."""
    return int(match["year"]) if match["year"] else None
