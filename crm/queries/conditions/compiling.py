"""Turn a condition into what the database is asked; every given value is a parameter."""

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_

from crm.queries.conditions.functions import fits, folded
from crm.queries.conditions.source import Sort, Source
from crm.text import fold, sort_key
from crm.where import Condition
from crm.where.comparing import compare, is_date, is_number
from crm.where.evaluation import (
    NOT_FILLED,
    Comparison,
    Every,
    Filled,
    Otherwise,
    Some,
    Within,
)

Test = Callable[[Source], ColumnElement[bool]]

_ORDERS: Mapping[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_MET_BY_ANY = (">", ">=")
"""Where one value is above a bound, the greatest is, and the other way round."""


def compiled(
    condition: Condition, sources: Mapping[str, Source], identity: Any
) -> ColumnElement[bool]:
    """Return an expression that holds for the records for which a condition does; never NULL.

    `identity` is the column of the records' ids.
    """
    match condition:
        case Every():
            return and_(*(compiled(part, sources, identity) for part in condition.parts))
        case Some():
            return or_(*(compiled(part, sources, identity) for part in condition.parts))
        case Otherwise():
            return not_(compiled(condition.part, sources, identity))
        case Filled():
            return _found(sources[condition.key], identity, _is_filled, for_any=True)
        case Within():
            return _within(sources[condition.key], identity, condition)
        case Comparison():
            found = _compared(sources[condition.key], identity, condition)
            return not_(found) if condition.is_negative else found
    raise TypeError(condition)


def _compared(source: Source, identity: Any, asked: Comparison) -> ColumnElement[bool]:
    operator, given = asked.positive, asked.value

    def test(values: Source) -> ColumnElement[bool]:
        return _comparison(values, operator, given)

    found = _found(source, identity, test, for_any=operator in _MET_BY_ANY)
    if source.rows is None or not compare("", operator, given):
        return found
    return or_(found, _missing(source, identity))


def _within(source: Source, identity: Any, asked: Within) -> ColumnElement[bool]:
    def test(values: Source) -> ColumnElement[bool]:
        first = _comparison(values, ">=", asked.first)
        return and_(first, _comparison(values, "<=", asked.last))

    return _found(source, identity, test)


def _found(
    source: Source, identity: Any, test: Test, *, for_any: bool = False
) -> ColumnElement[bool]:
    """Return whether a value of the record passes a test; `for_any`: whether the latest matters."""
    if source.rows is None:
        return test(source)
    link = identity if source.link is None else source.link
    if source.latest and not for_any:
        greatest = Source(func.max(source.value), source.sort)
        owners = source.owners().group_by(source.owner).having(test(greatest))
    else:
        owners = source.owners_where(test(source))
    return and_(link.is_not(None), link.in_(owners))


def _missing(source: Source, identity: Any) -> ColumnElement[bool]:
    link = identity if source.link is None else source.link
    return or_(link.is_(None), link.not_in(source.owners()))


def _is_filled(source: Source) -> ColumnElement[bool]:
    return source.value.not_in(NOT_FILLED)


def _comparison(source: Source, operator: str, given: str) -> ColumnElement[bool]:
    """Compare one value as `crm.where.comparing` does, by the database itself where it can."""
    if source.sort is Sort.WORD:
        fitting = [word for word in ("", *source.words) if compare(word, operator, given)]
        return source.value.in_(fitting)
    if operator == "~" and source.sort in (Sort.TEXT, Sort.DATE):
        return func.instr(_folded(source), fold(given)) > 0
    if source.sort is Sort.DATE and is_date(given):
        return _compare_dates(source.value, operator, given)
    if source.sort is Sort.NUMBER and given.isascii() and given.isdecimal() and operator != "~":
        return _compare_numbers(source.value, operator, given)
    if source.sort is Sort.TEXT and not is_date(given) and not is_number(given):
        if operator == "=":
            return _folded(source) == fold(given)
        if source.sorting is not None:
            ordered = _ORDERS[operator](source.sorting, sort_key(given))
            return and_(source.value != "", ordered)
    return fits(source.value, operator, given)


def _folded(source: Source) -> ColumnElement[str]:
    return folded(source.value) if source.folded is None else source.folded


def _compare_dates(value: ColumnElement[Any], operator: str, given: str) -> ColumnElement[bool]:
    start = func.substr(value, 1, len(given))
    if operator == "=":
        return start == given
    return and_(value != "", _ORDERS[operator](start, given))


def _compare_numbers(value: ColumnElement[Any], operator: str, given: str) -> ColumnElement[bool]:
    if operator == "=":
        return value == int(given)
    return _ORDERS[operator](value, int(given))
