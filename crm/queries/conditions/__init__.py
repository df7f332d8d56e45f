"""Which records a condition holds for, asked of the database.

A condition becomes one expression of SQL. What SQLite cannot compare by itself (letters beyond
ASCII, numbers within text, the user's own fields) it asks `crm.where.comparing` about, value by
value, so that the answer is always that of `Condition.matches`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from crm.errors import UsageError
from crm.i18n import _
from crm.models import (
    Collaboration,
    FollowUp,
    Interaction,
    Organisation,
    Person,
)
from crm.models.base import Record
from crm.queries.conditions.compiling import compiled
from crm.queries.conditions.organisations import organisation_sources
from crm.queries.conditions.people import person_sources
from crm.queries.conditions.source import Sort, Source
from crm.queries.conditions.values import values_of
from crm.queries.conditions.work import (
    collaboration_sources,
    follow_up_sources,
    interaction_sources,
)
from crm.queries.kinds import batched
from crm.queries.labels import get_fields_for
from crm.queries.records import CustomFieldRecord
from crm.settings import today
from crm.vocabulary import FieldType, RecordKind
from crm.where import Condition, Key, Reading, condition_typed, read
from crm.where.keys import FLAG_WORDS

__all__ = [
    "KINDS",
    "condition_keys",
    "filter_condition",
    "fitting",
    "fitting_ids",
    "key_values",
    "name_column",
    "name_key",
    "parse_condition",
    "read_condition",
]

_SOURCES: dict[RecordKind, tuple[type[Record], Callable[[date], dict[str, Source]]]] = {
    RecordKind.PERSON: (Person, person_sources),
    RecordKind.ORGANISATION: (Organisation, organisation_sources),
    RecordKind.INTERACTION: (Interaction, interaction_sources),
    RecordKind.FOLLOW_UP: (FollowUp, follow_up_sources),
    RecordKind.COLLABORATION: (Collaboration, collaboration_sources),
}
KINDS = tuple(_SOURCES)
"""The nouns that conditions can be about."""


def condition_keys(session: Session, kind: RecordKind | str) -> list[Key]:
    """Return what a condition about a noun may ask for, the user's own fields last."""
    return [source.key(name) for name, source in _sources(session, kind).items()]


def key_values(
    session: Session, kind: RecordKind | str, name: str, begun: str, *, limit: int = 12
) -> list[str]:
    """Return values of a key that begin as is typed, to be proposed; none for free texts.

    They are read off an index, or looked for in so many rows that it takes no time.
    """
    source = _sources(session, kind).get(name)
    return values_of(session, name, source, begun, limit) if source else []


def name_key(kind: RecordKind | str) -> str:
    """Return the key of what a record of a noun is called."""
    return next(iter(_fixed_sources(RecordKind(kind), today())))


def name_column(kind: RecordKind | str) -> Any:
    """Return the column that holds what a record of a noun is called."""
    return getattr(_SOURCES[RecordKind(kind)][0], name_key(kind))


def parse_condition(session: Session, kind: RecordKind | str, text: str) -> Condition:
    """Return the condition that a text says about a noun; errors: `UsageError`."""
    return read_condition(session, kind, text).condition


def read_condition(session: Session, kind: RecordKind | str, text: str) -> Reading:
    """Return the condition too with what its dates were taken for; errors: `UsageError`."""
    return read(text, condition_keys(session, kind))


def filter_condition(session: Session, kind: RecordKind | str, text: str) -> str:
    """Return the condition that is typed into a filter: one, or words of a name; may be empty."""
    return condition_typed(text, condition_keys(session, kind), name_key(kind))


def fitting(
    session: Session, kind: RecordKind | str, condition: Condition | str
) -> ColumnElement[bool]:
    """Restrict to the records of a noun for which a condition holds.

    Errors: `UsageError` where a text is no condition, or where the noun knows none.
    """
    noun = RecordKind(kind)
    sources = _sources(session, noun)
    asked = parse_condition(session, noun, condition) if isinstance(condition, str) else condition
    return compiled(asked, sources, col(_SOURCES[noun][0].id))


def fitting_ids(
    session: Session,
    kind: RecordKind | str,
    condition: Condition | str,
    identities: Sequence[int],
) -> list[int]:
    """Return those of some records for which a condition holds, in the same order."""
    noun = RecordKind(kind)
    identity = col(_SOURCES[noun][0].id)
    holds = fitting(session, noun, condition)
    found: set[int | None] = set()
    for page in batched(identities):
        found.update(session.scalars(select(identity).where(identity.in_(page), holds)))
    return [one for one in identities if one in found]


def _sources(session: Session, kind: RecordKind | str) -> dict[str, Source]:
    noun = RecordKind(kind)
    if noun not in _SOURCES:
        message = _("Conditions can be about these: {kinds}.")
        raise UsageError(message.format(kinds=", ".join(KINDS)))
    model = _SOURCES[noun][0]
    own = {
        f"custom.{field['key']}": _custom(model, field) for field in get_fields_for(session, noun)
    }
    return _fixed_sources(noun, today()) | own


@lru_cache(maxsize=2 * len(_SOURCES))
def _fixed_sources(kind: RecordKind, day: date) -> dict[str, Source]:
    return _SOURCES[kind][1](day)


def _custom(model: Any, field: CustomFieldRecord) -> Source:
    path = f'$."{field["key"]}"'
    held = col(model.custom)
    value = case(
        (func.json_type(held, path) == "true", "true"),
        (func.json_type(held, path) == "false", "false"),
        else_=func.coalesce(func.json_extract(held, path), ""),
    )
    words = FLAG_WORDS if field["type"] == FieldType.YES_NO else tuple(field["choices"])
    sort = Sort.DATE if field["type"] == FieldType.DATE else Sort.MIXED
    return Source(value, sort, words)
