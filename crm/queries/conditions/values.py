"""What values there are of a key, to be proposed to whoever writes a condition."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from crm.queries.conditions.source import Sort, Source
from crm.text import fold, sort_key

LOOKED_AT = 20_000
"""Rows that are looked at for texts that come again, such as roles: a million would take long."""
REPEATED = frozenset(
    {
        "area",
        "atmosphere",
        "contact_details.label",
        "honorific_prefix",
        "identifiers.scheme",
        "language",
        "lead",
        "memberships.role",
        "organisation.area",
        "organisations.area",
        "owner",
        "participants.function",
        "participants.role",
        "people.role",
        "place",
        "repeats",
        "role",
    }
)
"""The keys of texts that many records have in common."""
BEYOND = "\uffff"


def values_of(session: Session, name: str, source: Source, begun: str, limit: int) -> list[str]:
    """Return values of a key that begin as is typed, in Swedish order; none for free texts."""
    if source.words:
        found = [word for word in source.words if fold(word).startswith(fold(begun))]
        return found[:limit]
    if source.indexed is not None:
        return _named(session, source, source.indexed, fold(begun), limit)
    if name in REPEATED and source.sort is Sort.TEXT:
        return _repeated(session, source, fold(begun), limit)
    return []


def _named(session: Session, source: Source, folded: Any, begun: str, limit: int) -> list[str]:
    """Return names that begin so, off the index of folded names."""
    statement = (
        select(source.value)
        .where(folded >= begun, folded < begun + BEYOND, source.value != "")
        .order_by(folded)
        .distinct()
        .limit(limit)
    )
    return sorted(session.scalars(statement), key=sort_key)


def _repeated(session: Session, source: Source, begun: str, limit: int) -> list[str]:
    """Return texts that begin so, among the rows that were looked at."""
    statement = select(source.value.label("value"))
    if source.rows is not None and source.step is None:
        statement = statement.select_from(source.rows)
    looked_at = statement.limit(LOOKED_AT).subquery()
    values = session.scalars(select(looked_at.c.value).distinct())
    found = [value for value in values if value and fold(value).startswith(begun)]
    return sorted(found, key=sort_key)[:limit]
