"""What merging two people and merging two organisations have in common.

The rows of the one that goes are handed over to the one that stays. Where both say the same, one
is kept and filled in from the other, so that nothing is lost but repetition.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlmodel import Session, col, or_, select

from crm.actions.removal import is_of_pair
from crm.actions.versions import fill_in, joined_notes, touch
from crm.errors import Invalid
from crm.i18n import _
from crm.models import (
    Assessment,
    ContactDetail,
    ContactListMember,
    DistinctPair,
    FollowUp,
    ImportDecision,
    OtherName,
    PreservedProperty,
    RecordSource,
    Relationship,
    Setting,
    Statement,
    Tagging,
)
from crm.models.base import Record, Row
from crm.queries.kinds import get_record, kind_of, owner_column
from crm.queries.merged import merged_key
from crm.queries.rows import key_of
from crm.vocabulary import RecordKind

RowType = TypeVar("RowType", bound=Row)


def check_two(session: Session, kind: RecordKind, keep_id: int, other_id: int) -> None:
    """Refuse to merge a record with itself; errors: `NotFound`, `Invalid`."""
    get_record(session, kind, keep_id)
    get_record(session, kind, other_id)
    if keep_id == other_id:
        raise Invalid(_("A record cannot be merged with itself; name two."))


def hand_over_shared(session: Session, kind: RecordKind, keep: Record, other: Record) -> None:
    """Hand over all that people and organisations alike can have."""
    keep_id, other_id = key_of(keep), key_of(other)
    hand_over_contact_details(session, kind, keep_id, other_id)
    _hand_over_names(session, kind, keep, other)
    for model, unique in (
        (Tagging, lambda row: row.tag_id),
        (ContactListMember, lambda row: row.contact_list_id),
        (Assessment, _assessment_key),
        (Statement, None),
        (FollowUp, None),
        (RecordSource, None),
        (ImportDecision, None),
        (PreservedProperty, None),
    ):
        hand_over(session, model, kind, keep_id, other_id, unique)
    _hand_over_relationships(session, kind, keep_id, other_id)
    _hand_over_pairs(session, kind, keep_id, other_id)
    _fill_in_shared(keep, other)


def _assessment_key(row: Any) -> Hashable:
    return (row.date, row.influence, row.interest, row.stance, row.reason)


def rows_of(
    session: Session, model: type[RowType], kind: RecordKind, identity: int
) -> list[RowType]:
    """Return the rows of a table that belong to a record, oldest first."""
    statement = select(model).where(owner_column(model, kind) == identity)
    return list(session.exec(statement.order_by(col(model.id))))


def hand_over(
    session: Session,
    model: type[RowType],
    kind: RecordKind,
    keep_id: int,
    other_id: int,
    unique: Callable[[Any], Hashable] | None = None,
    fold_into: Callable[[RowType, RowType], None] | None = None,
) -> None:
    """Give the rows of one record to another.

    With `unique`, a row whose like is there already is folded into it and deleted.
    """
    known = {unique(row): row for row in rows_of(session, model, kind, keep_id)} if unique else {}
    for row in rows_of(session, model, kind, other_id):
        like = known.get(unique(row)) if unique else None
        if like is None:
            setattr(row, owner_column(model, kind).key, keep_id)
            session.add(row)
            if isinstance(row, Record):
                touch(session, row)
        else:
            if fold_into:
                fold_into(like, row)
                session.add(like)
            session.flush()
            session.delete(row)
    session.flush()


def hand_over_contact_details(
    session: Session, kind: RecordKind, keep_id: int, other_id: int
) -> None:
    """Give contact details over; two of the same value become one, valid as long as either."""
    hand_over(
        session,
        ContactDetail,
        kind,
        keep_id,
        other_id,
        unique=lambda row: (row.type, row.match_key),
        fold_into=_fold_contact_detail,
    )


def _fold_contact_detail(like: ContactDetail, row: ContactDetail) -> None:
    fill_in(like, row, "label")
    like.note = joined_notes(like.note, row.note)
    # A bound that either lacks is open.
    starts, ends = (like.valid_from, row.valid_from), (like.valid_until, row.valid_until)
    like.valid_from = min(filter(None, starts)) if all(starts) else None
    like.valid_until = max(filter(None, ends)) if all(ends) else None


def _hand_over_names(session: Session, kind: RecordKind, keep: Any, other: Any) -> None:
    keep_id = key_of(keep)
    hand_over(
        session,
        OtherName,
        kind,
        keep_id,
        key_of(other),
        unique=lambda row: (row.name, row.start_date, row.end_date),
        fold_into=_fold_notes,
    )
    for row in rows_of(session, OtherName, kind, keep_id):
        if row.name == keep.name and not (row.start_date or row.end_date or row.note):
            session.delete(row)
    names = {row.name for row in rows_of(session, OtherName, kind, keep_id)}
    if other.name not in names | {keep.name}:
        former = OtherName(name=other.name)
        setattr(former, owner_column(OtherName, kind).key, keep_id)
        session.add(former)
        session.flush()


def _fold_notes(like: Any, row: Any) -> None:
    like.note = joined_notes(like.note, row.note)


def _hand_over_relationships(
    session: Session, kind: RecordKind, keep_id: int, other_id: int
) -> None:
    """Give links over; one from a record to itself is dropped, one of two alike as well."""
    start, end = f"from_{kind}_id", f"to_{kind}_id"
    ours = or_(*(getattr(Relationship, field).in_([keep_id, other_id]) for field in (start, end)))
    known: dict[Hashable, Relationship] = {}
    for row in session.exec(select(Relationship).where(ours).order_by(col(Relationship.id))):
        ends = [
            keep_id if getattr(row, field) == other_id else getattr(row, field)
            for field in (start, end)
        ]
        like = known.setdefault((*ends, row.type, row.start_date, row.end_date), row)
        if ends[0] == ends[1] or like is not row:
            _fold_notes(like, row)
            session.delete(row)
        elif ends != [getattr(row, start), getattr(row, end)]:
            setattr(row, start, ends[0])
            setattr(row, end, ends[1])
            touch(session, row)
    session.flush()


def _hand_over_pairs(session: Session, kind: RecordKind, keep_id: int, other_id: int) -> None:
    """Remember of the one that stays what it was found to differ from."""
    for pair in session.exec(select(DistinctPair).where(is_of_pair(kind, [other_id]))).all():
        third = pair.second_id if pair.first_id == other_id else pair.first_id
        session.delete(pair)
        session.flush()
        first, second = sorted((keep_id, third))
        known = select(DistinctPair).where(
            DistinctPair.kind == kind,
            DistinctPair.first_id == first,
            DistinctPair.second_id == second,
        )
        if third != keep_id and session.exec(known).first() is None:
            session.add(DistinctPair(kind=kind, first_id=first, second_id=second))
            session.flush()


def _fill_in_shared(keep: Any, other: Any) -> None:
    keep.note = joined_notes(keep.note, other.note)
    keep.custom = {**other.custom, **keep.custom}


def remove_merged(session: Session, keep: Record, other: Record) -> None:
    """Delete the record whose rows have all been handed over; its uid leads to the other."""
    session.flush()
    kind = kind_of(other)
    if kind:
        session.merge(Setting(key=merged_key(kind, other.uid), value=keep.uid))
    session.delete(other)
    touch(session, keep)
    session.flush()
