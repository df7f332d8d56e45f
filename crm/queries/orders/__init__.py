"""Lists in the order of one of their columns, as the database sorts them.

Names and dates that have an index of their own are read off it. Anything else SQLite works out for
the records that are listed, in one statement that holds no lock on this program and that another
thread can stop.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlmodel import Session, col

from crm.errors import UsageError
from crm.i18n import _
from crm.queries.fetching import asker
from crm.queries.kinds import MODELS
from crm.queries.orders.organisations import organisation_orders
from crm.queries.orders.people import person_orders
from crm.queries.orders.sorting import Sorting
from crm.queries.orders.work import (
    collaboration_orders,
    follow_up_orders,
    interaction_orders,
)
from crm.settings import today
from crm.vocabulary import RecordKind

__all__ = ["KINDS", "Order", "each_id", "is_quick", "order_by", "order_names", "place_of"]

BEYOND = "\uffff"
"""Comes after every text that a column holds."""


class Order(NamedTuple):
    """By which column of a list its rows are in order, and whether from the end."""

    column: str
    descending: bool = False


_ORDERS: dict[RecordKind, Callable[[date], dict[str, Sorting]]] = {
    RecordKind.PERSON: person_orders,
    RecordKind.ORGANISATION: organisation_orders,
    RecordKind.INTERACTION: interaction_orders,
    RecordKind.FOLLOW_UP: follow_up_orders,
    RecordKind.COLLABORATION: collaboration_orders,
}
_OWN_ORDERS = {kind: Order("name") for kind in (RecordKind.PERSON, RecordKind.ORGANISATION)}
"""The orders that lists have of themselves, where that is by a column of texts."""
KINDS = tuple(_ORDERS)
"""The nouns whose lists the database can sort by their columns."""


def order_names(kind: RecordKind | str) -> tuple[str, ...]:
    """Return the columns that a noun can be sorted by, the one of its name first."""
    return tuple(_orders(RecordKind(kind), today()))


def order_by(kind: RecordKind | str, order: Order) -> list[ColumnElement[Any]]:
    """Return what to order a list by; empty values come last whichever way round.

    Errors: `UsageError` for a column that a list cannot be sorted by.
    """
    noun = RecordKind(kind)
    chosen = _sorting(noun, order.column)
    names = next(iter(_orders(noun, today()).values()))
    identity = col(MODELS[noun].id)
    own = _directed(chosen.value, order)
    if chosen.is_filled:
        return [own, _directed(identity, order)]
    ties = [] if chosen is names else [names.value]
    return [own.nulls_last(), *ties, identity]


def _directed(value: Any, order: Order) -> Any:
    return value.desc() if order.descending else value.asc()


def each_id(session: Session, statement: Select[Any]) -> Iterator[int]:
    """Yield the ids that a statement selects.

    They come from the driver's cursor: of a million, the result of SQLAlchemy takes four times as
    long, during which an interface answers no key.
    """
    cursor: Any = session.connection().execute(statement).cursor
    return chain.from_iterable(cursor)


def ids_in_order(session: Session, statement: Select[Any]) -> "array[int]":
    """Return the ids that a statement selects, in eight bytes each, so that a million are small."""
    return array("q", each_id(session, statement))


def is_quick(kind: RecordKind | str, order: Order | None) -> bool:
    """Tell whether the first rows in an order are found without looking at all others."""
    return order is None or _sorting(RecordKind(kind), order.column).is_filled


def place_of(
    session: Session, kind: RecordKind | str, ids: Sequence[int], order: Order | None, text: str
) -> int | None:
    """Return where the first row stands whose sorted column begins with a text.

    `ids` are all that are listed, in that order, of which a few are looked up. Where the order is
    not one of such texts, it is the first row whose name begins so. None where no row does.
    """
    noun = RecordKind(kind)
    order = order or _OWN_ORDERS.get(noun)
    chosen = _sorting(noun, order.column) if order else None
    wanted = chosen.begins(text) if chosen else ""
    if chosen is None or order is None or not wanted:
        return _place_by_name(session, noun, ids, text)
    ask = asker(session, _value_of(noun, order.column, today()))

    def value_at(place: int) -> str | None:
        found = ask(id=ids[place])
        return found[0][0] if found else None

    place = _first(len(ids), lambda at: _has_come(value_at(at), wanted, order))
    if place == len(ids) or not (value_at(place) or "").startswith(wanted):
        return None
    return place


def _place_by_name(session: Session, kind: RecordKind, ids: Sequence[int], text: str) -> int | None:
    names = next(iter(_orders(kind, today()).values()))
    wanted = names.begins(text)
    begins = func.substr(names.value, 1, len(wanted)) == wanted
    found = set(each_id(session, select(col(MODELS[kind].id)).where(begins)))
    return next((place for place, identity in enumerate(ids) if identity in found), None)


def _has_come(value: str | None, wanted: str, order: Order) -> bool:
    """Tell whether a value stands where the wanted ones do, or behind them."""
    if value is None:
        return True
    return value <= wanted + BEYOND if order.descending else value >= wanted


def _first(count: int, holds: Callable[[int], bool]) -> int:
    """Return the first place at which something holds that then holds for all after it."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _sorting(kind: RecordKind, column: str) -> Sorting:
    known = _orders(kind, today())
    if column not in known:
        message = _("Lists can be sorted by these: {columns}.")
        raise UsageError(message.format(columns=", ".join(known)))
    return known[column]


@lru_cache(maxsize=2 * len(_ORDERS))
def _value_of(kind: RecordKind, column: str, day: date) -> Select[Any]:
    """Select what a row is sorted by; in a long list a place is found by some twenty of them."""
    return select(_orders(kind, day)[column].value).where(
        col(MODELS[kind].id) == bindparam("id", 0)
    )


@lru_cache(maxsize=2 * len(_ORDERS))
def _orders(kind: RecordKind, day: date) -> dict[str, Sorting]:
    return _ORDERS[kind](day)
