"""Which table holds which noun, which rows belong to a record, and what is in force on a day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Session, SQLModel, col

from crm.errors import NotFound
from crm.i18n import _
from crm.labels import label
from crm.models import (
    Collaboration,
    ContactList,
    FollowUp,
    Interaction,
    Membership,
    Organisation,
    Person,
    Post,
    Topic,
)
from crm.models.base import Record
from crm.vocabulary import RecordKind, reference

T = TypeVar("T")

MODELS: dict[RecordKind, type[Record]] = {
    RecordKind.PERSON: Person,
    RecordKind.ORGANISATION: Organisation,
    RecordKind.INTERACTION: Interaction,
    RecordKind.FOLLOW_UP: FollowUp,
    RecordKind.COLLABORATION: Collaboration,
    RecordKind.TOPIC: Topic,
    RecordKind.LIST: ContactList,
    RecordKind.POST: Post,
    RecordKind.MEMBERSHIP: Membership,
}

LARGEST_ID = 2**63 - 1
IDS_AT_A_TIME = 5000
"""SQLite takes at most 32,766 values in one statement."""


def is_id(identity: object) -> bool:
    """Tell whether a value could be the key of a row: a whole number that SQLite can hold."""
    return type(identity) is int and 0 < identity <= LARGEST_ID


def find_record(session: Session, kind: RecordKind | str, identity: int) -> Record | None:
    """Return the row of a noun by its id, or None where there is none."""
    return session.get(MODELS[RecordKind(kind)], identity) if is_id(identity) else None


def get_record(session: Session, kind: RecordKind | str, identity: int) -> Record:
    """Return the row of a noun by its id; errors: `NotFound`."""
    record = find_record(session, kind, identity)
    if record is None:
        message = _("There is no {reference}; it may have been deleted.")
        raise NotFound(message.format(reference=reference(kind, identity)))
    return record


def kind_of(record: SQLModel) -> RecordKind | None:
    """Return which noun a row is, or None for one that has no references of its own."""
    return next((kind for kind, model in MODELS.items() if isinstance(record, model)), None)


def owner_column(model: type[SQLModel], kind: RecordKind | str) -> InstrumentedAttribute[Any]:
    """Return the column by which the rows of `model` belong to a person, an organisation …

    Errors: `NotFound` where rows of that sort never belong to the noun.
    """
    column = getattr(model, f"{RecordKind(kind)}_id", None)
    if column is None:
        message = _("A {kind} cannot have that.")
        raise NotFound(message.format(kind=label(RecordKind(kind))))
    return column  # type: ignore[no-any-return]


def in_force_on(start: Any, end: Any, day: date) -> ColumnElement[bool]:
    """Compare two columns of partial dates with a day, as `crm.dates.in_force` does.

    A partial date is a prefix of every day within it, so text order decides: a start such as
    2019-05 has come when it is not after the day, an end holds while the day's prefix is not
    after it.
    """
    today = day.isoformat()
    started = or_(col(start).is_(None), col(start) <= today)
    lasting = or_(col(end).is_(None), col(end) >= func.substr(today, 1, func.length(end)))
    return and_(started, lasting)


def membership_in_force(day: date) -> ColumnElement[bool]:
    """Restrict to the memberships that are current on a day."""
    return in_force_on(Membership.start_date, Membership.end_date, day)


def batched(identities: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield ids, or rows with ids, in pieces that fit in one statement."""
    for start in range(0, len(identities), IDS_AT_A_TIME):
        yield identities[start : start + IDS_AT_A_TIME]
