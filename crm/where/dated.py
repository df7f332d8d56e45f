"""Compare with a date that is written in ISO, in part or as a phrase."""

from typing import NamedTuple

from crm.dates import DateSpan, understand
from crm.errors import Invalid
from crm.i18n import _
from crm.where.evaluation import Comparison, Condition, Otherwise, Within
from crm.where.keys import Key
from crm.where.tokens import Token, fault


class Taken(NamedTuple):
    """A phrase, and the dates that it was taken for, as people read them."""

    phrase: str
    text: str


def compare_with_date(key: Key, operator: str, token: Token, taken: list[Taken]) -> Condition:
    """Return the comparison of a date with the date or the days that a value means.

    What a phrase was taken for is added to `taken`. Errors: `UsageError` where it is no date.
    """
    span = _understood(key, token)
    if token.value not in (span.start, span.starts_at):
        taken.append(Taken(token.value, span.text))
    if span.end is None:
        return Comparison(key.name, operator, span.starts_at)
    return _compare_with_days(key.name, operator, span.start, span.end)


def _understood(key: Key, token: Token) -> DateSpan:
    try:
        return understand(token.value, prefer=key.prefer)
    except Invalid as error:
        reason = _("{problem} Put quotes around several words")
        raise fault(reason.format(problem=error.message), token) from None


def _compare_with_days(key: str, operator: str, first: str, last: str) -> Condition:
    """Compare with several days: before the first, after the last, or on one of them."""
    if operator in ("<", ">="):
        return Comparison(key, operator, first)
    if operator in (">", "<="):
        return Comparison(key, operator, last)
    within = Within(key, first, last)
    return Otherwise(within) if operator == "!=" else within
