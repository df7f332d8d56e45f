"""Link two people or two organisations, with a label each way."""

from typing import Any

from sqlmodel import Session, col, select

from crm.actions.relationship_types import reverse_type
from crm.actions.versions import check_period, touch
from crm.errors import Ambiguous, Invalid, NotFound
from crm.i18n import _
from crm.inputs import RelationshipIn
from crm.models import Relationship
from crm.queries.kinds import get_record, is_id
from crm.queries.rows import key_of
from crm.text import clean_line, fold
from crm.vocabulary import RecordKind

LINKED = (RecordKind.PERSON, RecordKind.ORGANISATION)
TYPE_LENGTH = 100


def link(
    session: Session,
    from_kind: RecordKind | str,
    from_id: int,
    data: RelationshipIn,
    to_kind: RecordKind | str,
    to_id: int,
) -> Relationship:
    """Link two people, or two organisations: the first *is* `type` the second.

    The label the other way is `reverse_type`, else the one that usually answers to `type`
    (assistant of, assisted by), else the same. Errors: `NotFound`, `Invalid` for a person and an
    organisation (that is a membership), a record and itself, or a link that is there already.
    """
    kind = _like_kind(from_kind, to_kind)
    ends = [get_record(session, kind, identity) for identity in (from_id, to_id)]
    if from_id == to_id:
        raise Invalid.field("to", _("A record cannot be linked to itself; name two."))
    check_period(data.start_date, data.end_date)
    relationship = Relationship(
        type=_short(data.type),
        reverse_type=_short(data.reverse_type or reverse_type(data.type)),
        start_date=data.start_date,
        end_date=data.end_date,
        note=data.note,
        **_fields(kind, from_id, to_id),
    )
    _refuse_repetition(session, kind, relationship)
    session.add(relationship)
    for record in ends:
        touch(session, record)
    session.flush()
    return relationship


def _like_kind(from_kind: RecordKind | str, to_kind: RecordKind | str) -> RecordKind:
    kinds = (RecordKind(from_kind), RecordKind(to_kind))
    if kinds[0] != kinds[1] or kinds[0] not in LINKED:
        message = _(
            "A link joins two people or two organisations; "
            "a person and an organisation are joined by a membership."
        )
        raise Invalid.field("to", message)
    return kinds[0]


def _fields(kind: RecordKind, from_id: int, to_id: int) -> dict[str, Any]:
    return {f"from_{kind}_id": from_id, f"to_{kind}_id": to_id}


def _short(label: str) -> str:
    if len(label) > TYPE_LENGTH:
        message = _("The text is {count} characters long; at most {limit} fit here.")
        raise Invalid.field("type", message.format(count=len(label), limit=TYPE_LENGTH))
    return label


def _refuse_repetition(session: Session, kind: RecordKind, new: Relationship) -> None:
    start, end = getattr(new, f"from_{kind}_id"), getattr(new, f"to_{kind}_id")
    for known, label in _between(session, kind, start, end):
        if fold(label) == fold(new.type) and known.end_date == new.end_date:
            message = _("They are linked so already: {type}.")
            raise Invalid.field("type", message.format(type=new.type), new.type)


def _between(
    session: Session, kind: RecordKind, from_id: int, to_id: int
) -> list[tuple[Relationship, str]]:
    """Return the links between two records, labelled as seen from the first."""
    found = []
    for forwards, ends in ((True, (from_id, to_id)), (False, (to_id, from_id))):
        conditions = [
            getattr(Relationship, field) == value for field, value in _fields(kind, *ends).items()
        ]
        for row in session.exec(
            select(Relationship).where(*conditions).order_by(col(Relationship.id))
        ):
            found.append((row, row.type if forwards else row.reverse_type))
    return found


def unlink(session: Session, identity: int) -> Relationship:
    """Remove a link by its id; errors: `NotFound`."""
    relationship = session.get(Relationship, identity) if is_id(identity) else None
    if relationship is None:
        raise NotFound(_("There is no such link; it may have been removed."))
    for kind in LINKED:
        for end in ("from", "to"):
            record_id = getattr(relationship, f"{end}_{kind}_id")
            if record_id is not None:
                touch(session, get_record(session, kind, record_id))
    session.delete(relationship)
    session.flush()
    return relationship


def unlink_between(
    session: Session, kind: RecordKind | str, from_id: int, type: str | None, to_id: int
) -> Relationship:
    """Remove the link between two records, by the label it has as seen from the first.

    Without a label there must be only one. Errors: `NotFound`, `Ambiguous`.
    """
    links = _between(session, RecordKind(kind), from_id, to_id)
    if type is not None:
        wanted = fold(clean_line(type))
        links = [(row, label) for row, label in links if fold(label) == wanted]
    if not links:
        raise NotFound(_("There is no such link; it may have been removed."))
    if len(links) > 1:
        labels = ", ".join(label for _row, label in links)
        message = _("They are linked in several ways ({types}); say which.")
        candidates = [(str(row.id), label) for row, label in links]
        raise Ambiguous(message.format(types=labels), candidates)
    return unlink(session, key_of(links[0][0]))
