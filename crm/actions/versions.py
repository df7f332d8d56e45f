"""What every change shares: the row it is about, its version, and periods that make sense."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlmodel import Session, col, func, select

from crm.errors import Conflict, Invalid
from crm.i18n import _
from crm.models import Change, Membership, Person
from crm.models.base import Record, Row
from crm.queries.kinds import MODELS, get_record, kind_of
from crm.queries.rows import key_of, require
from crm.settings import now_utc
from crm.vocabulary import RecordKind, reference


def check_version(record: Record, version: int | None) -> None:
    """Refuse to change a record that somebody else changed since it was read.

    `version` is the one that was read; None changes whatever is there. Errors: `Conflict`.
    """
    if version is None or version == record.version:
        return
    message = _(
        "{reference} was changed by somebody else in the meantime; look at it again and "
        "repeat what you wanted to change."
    )
    kind = kind_of(record)
    name = reference(kind, key_of(record)) if kind else _("This")
    raise Conflict(message.format(reference=name))


def touch(session: Session, record: Record) -> None:
    """Note that a record, or something that belongs to it, has changed."""
    record.version += 1
    record.updated_at = now_utc()
    session.add(record)


@contextmanager
def changing(session: Session, record: Record) -> Iterator[None]:
    """Note that a record has changed if anything changes inside; else nothing is written."""
    before = _last_change(session)
    yield
    if session.is_modified(record) or _last_change(session) != before:
        touch(session, record)
        session.flush()


def _last_change(session: Session) -> int:
    session.flush()
    return session.exec(select(func.max(col(Change.id)))).one() or 0


OWNERS = (
    RecordKind.PERSON,
    RecordKind.MEMBERSHIP,
    RecordKind.ORGANISATION,
    RecordKind.TOPIC,
    RecordKind.INTERACTION,
    RecordKind.COLLABORATION,
)


def touch_owner(session: Session, row: Row) -> None:
    """Note the change at whoever a row belongs to; a membership belongs to its person."""
    for kind in OWNERS:
        identity = getattr(row, f"{kind}_id", None)
        if identity is not None:
            owner = get_record(session, kind, identity)
            touch(session, owner)
            if isinstance(owner, Membership):
                touch(session, require(session, Person, owner.person_id))
            return


def owned_by(kind: RecordKind | str, identity: int) -> dict[str, Any]:
    """Return the field that makes a row belong to a record: `{"person_id": 12}`."""
    return {f"{RecordKind(kind)}_id": identity}


def apply(record: Row, values: Mapping[str, Any]) -> None:
    """Set the named fields of a row."""
    for name, value in values.items():
        setattr(record, name, value)


def check_uid(session: Session, model: type[Record], uid: str | None) -> None:
    """Refuse a uid that another record has; errors: `Invalid`."""
    if uid is None:
        return
    taken = session.exec(select(model.id).where(col(model.uid) == uid)).first()
    if taken is not None:
        kind = next(kind for kind, known in MODELS.items() if known is model)
        message = _("This uid already belongs to {reference}.")
        sentence = message.format(reference=reference(kind, taken))
        raise Invalid.field("uid", sentence, uid)


def check_period(start: str | None, end: str | None, field: str = "end_date") -> None:
    """Refuse an end that lies before the start, as partial ISO dates; errors: `Invalid`."""
    if start and end and end < start[: len(end)]:
        raise Invalid.field(field, _("The end date lies before the start date."), end)


def check_period_after(
    record: Row, values: Mapping[str, Any], start: str = "start_date", end: str = "end_date"
) -> None:
    """Refuse new values that would let a row end before it starts; errors: `Invalid`."""
    check_period(
        values.get(start, getattr(record, start)), values.get(end, getattr(record, end)), end
    )


def joined_notes(first: str | None, second: str | None) -> str | None:
    """Return two notes as one, each once."""
    if not first or not second or second in first:
        return first or second
    return second if first in second else f"{first}\n\n{second}"


def fill_in(record: Row, other: Row, *fields: str) -> None:
    """Take from another row what this one lacks."""
    for field in fields:
        if getattr(record, field) in (None, ""):
            setattr(record, field, getattr(other, field))
